import JSON

/// A type that reads itself as it goes by, with what a field can be: required, optional, nested, in a list, free.
struct Stay: JSONStreamReadable, Equatable {
    var id: Int64
    var name: String?
    var nights: [Night]
    var prices: [String: Int32]
    var next: [Stay]

    struct Night: JSONStreamReadable, Equatable {
        var day: UInt8

        init(from json: inout JSONReader) throws(JSONError) {
            var day: UInt8?
            var fields = try json.readObject(["day"])
            while let field = try fields.next(&json) {
                if field == 0 { day = try json.readOptional() } else { try json.skipValue() }
            }
            guard let day else { throw json.missing("day") }
            guard day <= 31 else { throw json.error("day", "must be at most 31") }
            self.day = day
        }
    }

    private static let fieldNames: JSONFieldNames = ["id", "name", "nights", "prices", "next"]

    init(from json: inout JSONReader) throws(JSONError) {
        var id: Int64?
        var (nights, prices, next) = ([Night]?.none, [String: Int32]?.none, [Stay]?.none)
        var fields = try json.readObject(Self.fieldNames)
        while let field = try fields.next(&json) {
            switch field {
            case 0: id = try json.readOptional()
            case 1: name = try json.readOptional()
            case 2: nights = try json.readOptional()
            case 3: prices = try json.readOptional()
            case 4: next = try json.readOptional()
            default: try json.skipValue()
            }
        }
        guard let id else { throw json.missing("id") }
        self.id = id
        self.nights = nights ?? []
        self.prices = prices ?? [:]
        self.next = next ?? []
    }
}

/// The same, made from a tree.
struct TreeStay: JSONDecodable {
    var id: Int64
    var stay: Stay

    init(json object: JSONObject) throws(JSONError) {
        id = try object.require("id")
        stay = try object.require("stay")
    }
}
