/// Parses a file and everything it imports, each file once.
struct ImportLoader {
    /// How many files may import each other in a chain.
    static let maximalDepth = 64
    /// How many files may come together.
    static let maximalFiles = 1_000

    private let load: (String) throws -> APISource
    private(set) var report = CheckReport()
    /// The files read, the root first.
    private(set) var sources: [APISource] = []
    /// The files in the order of their types: a file comes behind its imports.
    private var ordered: [APIFile] = []
    private var known: Set<String> = []
    /// The paths from the root to the file being read.
    private var chain: [String] = []

    init(load: @escaping (String) throws -> APISource) {
        self.load = load
    }

    /// All files, the root last.
    mutating func loadAll(from root: APISource) -> [APIFile] {
        visit(root, path: ImportPath.normalize(root.name))
        return ordered
    }

    private mutating func visit(_ source: APISource, path: String) {
        known.insert(path)
        chain.append(path)
        let file = APIParser.parse(source)
        sources.append(source)
        report.add(file)
        var seen: [String: Origin] = [:]
        for case .imports(let imports) in file.declarations {
            for token in imports.paths { follow(token, in: file, &seen) }
        }
        ordered.append(file)
        chain.removeLast()
    }

    private mutating func follow(_ token: Token, in file: APIFile, _ seen: inout [String: Origin]) {
        let origin = file.origin(token.range)
        let text = EntryReader.text(of: token, in: file, &report)
        guard !text.isEmpty else { return report.error("an import needs a path", at: origin) }
        guard !text.hasPrefix("/") else {
            return report.error("an import's path must be relative to the file it stands in", at: origin)
        }
        let path = ImportPath.resolve(text, from: file.source.name)
        if let first = seen[path] {
            let note = Diagnostic.Note("first imported here", at: first)
            return report.error("'\(path)' is imported twice", at: origin, notes: [note])
        }
        seen[path] = origin
        if let start = chain.firstIndex(of: path) {
            let cycle = (chain[start...] + [path]).joined(separator: " → ")
            return report.error("import cycle: \(cycle)", at: origin)
        }
        guard !known.contains(path) else { return }
        guard chain.count < Self.maximalDepth, known.count < Self.maximalFiles else {
            let bounds = "\(Self.maximalDepth) deep, \(Self.maximalFiles) files in all"
            return report.error("too many imports: the bounds are \(bounds)", at: origin)
        }
        do {
            visit(APISource(name: path, bytes: try load(path).bytes), path: path)
        } catch {
            known.insert(path)
            report.error("cannot import '\(path)': \(error)", at: origin)
        }
    }
}
