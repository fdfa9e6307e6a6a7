/// Texts as parameters of a statement's `IN (…)`.
public struct SQLList: Sendable {
    /// `$1, $2, $3, $4`
    public let places: String
    public let values: [String]

    /// - Parameter texts: at least one. They are filled up to a power of two by repeating the last one, so that an
    ///   engine sees and keeps few different statements.
    public init(_ texts: [String]) {
        var size = 1
        while size < texts.count { size *= 2 }
        places = (1...size).map { "$\($0)" }.joined(separator: ", ")
        values = texts + Array(repeating: texts.last ?? "", count: size - texts.count)
    }
}
