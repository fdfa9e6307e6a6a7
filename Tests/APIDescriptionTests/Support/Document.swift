import APIDescription
import APILanguage
import Foundation
import Testing

/// A rendered OpenAPI document, read back with Foundation.
struct Document {
    let root: [String: Any]

    init(
        _ model: APIModel, _ envelope: ResponseEnvelope = .none, bare: Set<String> = [], layout: JSONLayout = .pretty
    ) throws {
        let text = OpenAPIRenderer(envelope: envelope, bareHandlers: bare, layout: layout).render(model)
        root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The value at a path of member names and array indices.
    subscript(path: String...) -> Any? { value(at: path) }

    func text(_ path: String...) -> String? { value(at: path) as? String }

    func names(_ path: String...) -> Set<String> { Set((value(at: path) as? [String: Any] ?? [:]).keys) }

    func texts(_ path: String...) -> [String]? { value(at: path) as? [String] }

    func value(at path: [String]) -> Any? {
        path.reduce(root as Any?) { value, step in
            switch value {
            case let object as [String: Any]: object[step]
            case let array as [Any]: Int(step).flatMap { array.indices.contains($0) ? array[$0] : nil }
            default: nil
            }
        }
    }

    /// The targets of all references.
    var references: [String] { Self.references(in: root) }

    /// Whether a reference points at something in the document.
    func resolves(_ reference: String) -> Bool {
        reference.hasPrefix("#/") && value(at: reference.dropFirst(2).split(separator: "/").map(String.init)) != nil
    }

    private static func references(in value: Any) -> [String] {
        switch value {
        case let object as [String: Any]:
            object.flatMap { name, value -> [String] in
                if name == "$ref", let target = value as? String { return [target] }
                return references(in: value)
            }
        case let array as [Any]: array.flatMap(references)
        default: []
        }
    }
}
