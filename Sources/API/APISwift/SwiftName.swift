/// The names of Swift that stand for those of an `.api` file.
enum SwiftName {
    /// A property, method or label: `HomestayId` becomes `homestayId`, `URLPath` `urlPath`, `Default` `` `default` ``,
    /// `Self` `self_`.
    static func member(_ name: String) -> String {
        let name = lowercasedFirst(name)
        // These mean something behind a dot, backticks or not.
        if ["self", "init", "Type", "Protocol"].contains(name) { return name + "_" }
        return keywords.contains(name) ? "`\(name)`" : name
    }

    /// A type: `user` becomes `User`. A name that Swift or the generated code needs itself gets an underscore.
    static func type(_ name: String) -> String {
        let name = uppercasedFirst(name)
        return reserved.contains(name) ? name + "_" : name
    }

    /// What a group's protocol is called after: `user/admin` becomes `UserAdmin`.
    static func group(_ name: String) -> String {
        name.split { !$0.isLetter && !$0.isNumber }.map { uppercasedFirst(String($0)) }.joined()
    }

    /// The first word in lower case, which may be an abbreviation: `ID`, `URLPath`.
    static func lowercasedFirst(_ name: String) -> String {
        let capitals = name.prefix { $0.isUppercase }.count
        let rest = name.dropFirst(capitals)
        // The last capital begins the next word if one follows: `URLPath`, not `IPs2`.
        let count = capitals > 1 && rest.first?.isLetter == true ? capitals - 1 : capitals
        return name.prefix(count).lowercased() + name.dropFirst(count)
    }

    static func uppercasedFirst(_ name: String) -> String {
        name.prefix(1).uppercased() + name.dropFirst()
    }

    /// A string literal of one line.
    static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case _ where scalar.properties.generalCategory == .control || scalar.value == 0x2028:
                literal += "\\u{\(String(scalar.value, radix: 16))}"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import",
        "in",
        "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public",
        "repeat", "rethrows", "return", "static", "struct", "subscript", "super", "switch", "throw", "throws",
        "true", "try", "typealias", "var", "where", "while",
    ]

    private static let reserved: Set<String> = [
        "APIAnswer", "APIDocuments", "APIEventStream", "APIEvents", "APIInputError", "APIMethod", "APIParameter",
        "APIParameters", "APIReadable", "APIRequest", "APIRoute", "APIRouter", "APISignIn", "Any", "AnyObject", "Array",
        "Bool", "Dictionary", "Double", "Duration", "Equatable", "Error", "Float",
        "Identity", "Indirect", "Int", "Int8", "Int16", "Int32", "Int64", "JSONBase64", "JSONDecimal",
        "JSONEncodable", "JSONError", "JSONFieldNames", "JSONObject", "JSONReader", "JSONStreamReadable", "JSONValue",
        "JSONWriter", "Never", "Optional", "Protocol", "Self",
        "Sendable", "String", "Type", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Void",
    ]
}
