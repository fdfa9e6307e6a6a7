import ArgumentParser

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what is wrong with files.")

    @Argument(help: "The .api files, or - for standard input.")
    var files: [String]

    func validate() throws { try Input.checkDistinct(files) }

    func run() throws {
        var failure: ExitCode?
        for file in files {
            do {
                _ = try Input.model(file)
            } catch let code as ExitCode {
                failure = code
            }
        }
        if let failure { throw failure }
    }
}
