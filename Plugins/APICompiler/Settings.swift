import Foundation

/// What a target's `apic.json` says.
///
///     { "contracts": ["../../contracts/order.api"], "options": ["--decimals"] }
struct Settings {
    /// The contracts that it names, relative to its own folder.
    var contracts: [URL] = []
    /// Further arguments for `apic generate`.
    var options: [String] = []
    /// The file itself, where there is one.
    var files: [URL] = []

    private struct Content: Decodable {
        var contracts: [String]?
        var options: [String]?
    }

    init(of folder: URL) throws {
        let file = folder.appending(path: "apic.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        let content: Content
        do {
            let data = try Data(contentsOf: file)
            let keys = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
            if let unknown = keys.keys.sorted().first(where: { !["contracts", "options"].contains($0) }) {
                throw PluginError("there is no setting \(unknown); there are contracts and options")
            }
            content = try JSONDecoder().decode(Content.self, from: data)
        } catch {
            throw PluginError("\(file.path): \(error)")
        }
        files = [file]
        options = content.options ?? []
        contracts = try (content.contracts ?? []).map { path in
            let contract = URL(filePath: path, relativeTo: folder).standardizedFileURL
            guard FileManager.default.fileExists(atPath: contract.path) else {
                throw PluginError("\(file.path) names \(path), and there is no file \(contract.path)")
            }
            return contract
        }
    }
}
