import Foundation

/// The path of a program that is installed on this machine.
///
/// - Parameters:
///   - package: what to install where it is missing.
///   - folders: where to look after the folders of `PATH`.
/// - Throws: ``NeverHappened`` where there is none.
func installedExecutable(_ name: String, of package: String, besides folders: [String] = []) throws -> URL {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in path.split(separator: ":").map(String.init) + folders {
        let file = "\(folder)/\(name)"
        if FileManager.default.isExecutableFile(atPath: file) { return URL(fileURLWithPath: file) }
    }
    throw NeverHappened(description: "there is no \(name): install \(package)")
}
