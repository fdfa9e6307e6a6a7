import APIDescription
import ArgumentParser

struct Routes: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the routes of files as a table.")

    @Argument(help: "The .api files, or - for standard input.")
    var files: [String]

    func validate() throws { try Input.checkDistinct(files) }

    func run() throws {
        let models = try files.map { try Input.model($0) }
        for model in models { Output.print(RouteTable().render(model)) }
    }
}
