/// Joins and simplifies paths as text, without looking at any file.
enum ImportPath {
    /// `path` seen from the folder of `file`.
    static func resolve(_ path: String, from file: String) -> String {
        let folder = file.lastIndex(of: "/").map { file[..<$0] }
        return folder.map { normalize("\($0)/\(path)") } ?? normalize(path)
    }

    /// The path without `.`, empty parts and what `..` takes back: `a/./b/../c.api` is `a/c.api`.
    static func normalize(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isAbsolute {
                parts.append(part)
            }
        }
        return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }
}
