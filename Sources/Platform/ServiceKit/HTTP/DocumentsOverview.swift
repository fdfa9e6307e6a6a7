import APIRuntime
import Foundation

/// What a process serves that several services run in.
struct DocumentsOverview {
    /// Their contracts as one OpenAPI document, JSON.
    let openAPI: String
    /// Links to their pages, HTML.
    let page: String

    /// Two services use one name for different things.
    struct Clash: Error, CustomStringConvertible {
        let section: String
        let name: String

        var description: String {
            "several contracts have \(name) in \(section) of their OpenAPI documents, and differ"
        }
    }

    /// - Throws: ``Clash``.
    init(_ documents: [APIDocuments]) throws {
        openAPI = try Self.join(documents)
        page = Self.page(of: documents.map(\.service))
    }

    private typealias Object = [String: Any]

    private static func join(_ documents: [APIDocuments]) throws -> String {
        var joined: Object = [:]
        for document in documents {
            let object = try JSONSerialization.jsonObject(with: Data(document.openAPI.utf8)) as? Object ?? [:]
            if joined.isEmpty {
                joined = object
                joined["info"] = ["title": "sojourn", "version": "v1"]
                continue
            }
            try merge("paths", of: object, into: &joined)
            joined["tags"] = (joined["tags"] as? [Any] ?? []) + (object["tags"] as? [Any] ?? [])
            var components = joined["components"] as? Object ?? [:]
            let others = object["components"] as? Object ?? [:]
            for section in others.keys { try merge(section, of: others, into: &components) }
            joined["components"] = components
        }
        let data = try JSONSerialization.data(
            withJSONObject: joined, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    /// Adds the entries of a section; one that is there already must be the same.
    private static func merge(_ section: String, of object: Object, into joined: inout Object) throws {
        var entries = joined[section] as? Object ?? [:]
        for (name, entry) in object[section] as? Object ?? [:] {
            if let other = entries[name] as? NSObject, other != entry as? NSObject {
                throw Clash(section: section, name: name)
            }
            entries[name] = entry
        }
        joined[section] = entries
    }

    private static func page(of services: [String]) -> String {
        let links = services.map { "<li><a href=\"/\($0)/docs\">\($0)</a></li>" }.joined(separator: "\n")
        return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>Services</title>
            <style>
            body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
            </style>
            <h1>Services</h1>
            <ul>
            \(links)
            </ul>
            <p>All of them as <a href="/openapi.json">OpenAPI</a>.</p>
            </html>

            """
    }
}
