extension APIChecker {
    /// Checks each file's `syntax` and `info`. The root file, whose `info` is returned, is the last.
    static func checkHeads(of files: [APIFile], _ report: CheckReport) -> [KeyValue] {
        var info: [KeyValue] = []
        for file in files {
            checkVersion(of: file, report)
            info = checkInfo(of: file, report)
        }
        return info
    }

    private static func checkVersion(of file: APIFile, _ report: CheckReport) {
        var first: VersionSyntax?
        for (index, declaration) in file.declarations.enumerated() {
            guard case .version(let version) = declaration else { continue }
            let origin = file.origin(version.keyword.range)
            if let first {
                let note = Diagnostic.Note("first declared here", at: file.origin(first.keyword.range))
                report.error("'syntax' is declared twice", at: origin, notes: [note])
                continue
            }
            first = version
            if index > 0 { report.error("'syntax' must be the first declaration of a file", at: origin) }
            if version.value.text != "\"v1\"" {
                let message = "unknown syntax version \(version.value.text): this compiler knows \"v1\""
                report.error(message, at: file.origin(version.value.range))
            }
        }
        if first == nil {
            let start = file.declarations.first?.firstToken.range.start ?? .start
            let message = "the file does not say its syntax: begin it with 'syntax = \"v1\"'"
            report.error(message, at: file.origin(SourceRange(at: start)))
        }
    }

    private static func checkInfo(of file: APIFile, _ report: CheckReport) -> [KeyValue] {
        var first: EntryBlockSyntax?
        for case .info(let info) in file.declarations {
            guard let first else {
                first = info.block
                continue
            }
            let note = Diagnostic.Note("first declared here", at: file.origin(first.keyword.range))
            report.error("'info' is declared twice", at: file.origin(info.block.keyword.range), notes: [note])
        }
        return first.map { EntryReader.entries(of: $0, in: file, report) } ?? []
    }
}
