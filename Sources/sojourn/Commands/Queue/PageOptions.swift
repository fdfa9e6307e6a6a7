import ArgumentParser

/// Which part of a long list is shown.
struct PageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The page, from 1.", valueName: "n"))
    var page = 1

    @Option(help: ArgumentHelp("How many to a page, 1 to 1000.", valueName: "n"))
    var pageSize = 30

    func validate() throws {
        guard page >= 1 else { throw ValidationError("--page must be at least 1") }
        guard (1...1000).contains(pageSize) else { throw ValidationError("--page-size must be 1 to 1000") }
    }
}
