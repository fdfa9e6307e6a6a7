/// Why bytes are not a reply.
enum RESPDecodingError: Error, Hashable {
    case unknownType(UInt8)
    case malformedNumber
    case malformedDouble
    case malformedBigNumber
    case malformedBoolean
    case malformedNull
    case malformedVerbatimString
    case malformedLine
    case missingLineEnd
    case negativeLength(Int64)
    case lineTooLong(limit: Int)
    case bulkTooLong(Int64, limit: Int)
    case tooManyElements(Int64, limit: Int)
    case nestedTooDeeply(limit: Int)
}

extension RESPDecodingError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknownType(let byte): "a reply begins with byte \(byte), which is no type"
        case .malformedNumber: "a length or an integer is not a decimal number of 64 bits"
        case .malformedDouble: "a double is not a number"
        case .malformedBigNumber: "a big number has other characters than digits"
        case .malformedBoolean: "a boolean is neither t nor f"
        case .malformedNull: "a null has content"
        case .malformedVerbatimString: "a verbatim string does not begin with its format"
        case .malformedLine: "a line holds a bare line feed or carriage return"
        case .missingLineEnd: "a bulk string does not end where its length says"
        case .negativeLength(let length): "a length is \(length)"
        case .lineTooLong(let limit): "a line is longer than \(limit) bytes"
        case .bulkTooLong(let length, let limit): "a bulk string of \(length) bytes is over the limit of \(limit)"
        case .tooManyElements(let count, let limit): "an aggregate of \(count) elements is over the limit of \(limit)"
        case .nestedTooDeeply(let limit): "aggregates are nested more than \(limit) deep"
        }
    }
}
