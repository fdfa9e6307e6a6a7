import Foundation

/// Prometheus' own checker of what a process serves.
public enum Promtool {
    /// What `promtool check metrics` says of a document, line by line: remarks of its linter, or why it cannot be parsed.
    ///
    /// Its status is 0 where it says nothing, 1 where the document is not valid, and 3 where there are remarks.
    public static func check(_ document: String) async throws -> (exit: ChildProcess.Exit, remarks: [String]) {
        try await withTemporaryDirectory { folder in
            let file = "\(folder)/metrics.txt"
            try document.write(toFile: file, atomically: true, encoding: .utf8)
            guard let input = FileHandle(forReadingAtPath: file) else {
                throw NeverHappened(description: "\(file) cannot be read")
            }
            let process = try ChildProcess(
                installedExecutable("promtool", of: "prometheus"), ["check", "metrics"], environment: [:], in: folder,
                name: "promtool", input: .file(input))
            let exit = try await process.waitForExit()
            let said = process.output + process.errors
            return (exit, said.split(separator: "\n").map(String.init))
        }
    }
}
