import APILanguage
import ArgumentParser

struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lay files out in the one way that all have in common.",
        discussion: "Files are changed in place. Standard input is written to standard output.")

    @Argument(help: "The .api files, or - for standard input.")
    var files: [String]

    @Flag(help: "Change nothing; name the files that would be changed, and exit with 1 if there are any.")
    var check = false

    func validate() throws { try Input.checkDistinct(files) }

    func run() throws {
        var failed = false
        for file in files where try !format(file) { failed = true }
        if failed { throw ExitCode.failure }
    }

    /// Returns whether all is well with a file.
    private func format(_ file: String) throws -> Bool {
        let source: APISource
        do {
            source = try Input.source(file)
        } catch {
            Output.tell("\(file): error: cannot read the file: \(error)\n")
            return false
        }
        let text: String
        do {
            text = try APIFormatter.format(source)
        } catch {
            Output.tell(DiagnosticRenderer(sources: [source]).render(error.diagnostics))
            return false
        }
        let isFormatted = Array(text.utf8) == source.bytes
        if check {
            if !isFormatted { Output.print("\(source.name)\n") }
            return isFormatted
        }
        if file == "-" {
            Output.print(text)
        } else if !isFormatted {
            try Output.write(text, to: file)
        }
        return true
    }
}
