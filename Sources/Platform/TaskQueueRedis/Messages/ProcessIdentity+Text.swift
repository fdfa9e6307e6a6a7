import TaskQueue

extension ProcessIdentity {
    /// `host:pid:id`, as it stands in the names of keys.
    var text: String { "\(host):\(pid):\(id)" }

    /// Reads the identity out of the name of a key, `asynq:schedulers:{host:pid:id}`; `nil` where it has none.
    init?(key: String, prefix: String) {
        guard key.hasPrefix(prefix + "{"), key.hasSuffix("}") else { return nil }
        let text = key.dropFirst(prefix.count + 1).dropLast()
        // A host's name may hold colons, as IPv6 addresses do.
        guard let last = text.lastIndex(of: ":"), let middle = text[..<last].lastIndex(of: ":"),
            let pid = Int(text[text.index(after: middle)..<last])
        else { return nil }
        self.init(host: String(text[..<middle]), pid: pid, id: String(text[text.index(after: last)...]))
    }
}
