import Foundation
import PackagePlugin

/// Generates Swift from `.api` files whenever a target is built that uses this plugin: from those among its sources, and
/// from those that the `apic.json` in its folder names.
@main
struct APICompiler: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let compiler = try context.tool(named: "apic").url
        let settings = try Settings(of: target.directoryURL)
        let own = target.sourceFiles.filter { $0.type != .resource }.map(\.url).filter { $0.pathExtension == "api" }
        let all = (own + settings.contracts).map(\.standardizedFileURL)
        // What another one imports is a part of that one.
        let imported = Set(all.flatMap { Imports(of: $0).files.dropFirst().map(\.path) })
        let contracts = Set(all.map(\.path)).subtracting(imported).sorted().map { URL(filePath: $0) }
        guard !contracts.isEmpty else {
            throw PluginError("the target \(target.name) has no .api file, and no apic.json that names one")
        }
        var names: [String: URL] = [:]
        return try contracts.map { contract in
            let name = "\(contract.lastPathComponent).swift"
            if let other = names.updateValue(contract, forKey: name) {
                throw PluginError(
                    "\(contract.path) and \(other.path) have the same name, and so would what they generate")
            }
            let output = context.pluginWorkDirectoryURL.appending(path: name)
            return .buildCommand(
                displayName: "Compiling \(contract.lastPathComponent)", executable: compiler,
                arguments: ["generate", contract.path, "--output", output.path] + settings.options,
                inputFiles: Imports(of: contract).files + settings.files, outputFiles: [output])
        }
    }
}

struct PluginError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
