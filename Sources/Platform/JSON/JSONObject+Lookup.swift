extension JSONObject {
    /// The node of the last field called `name`.
    func indexOfValue(named name: String) -> Int? {
        var name = name
        return name.withUTF8 { wanted in
            document.bytes.withUnsafeBytes { bytes in
                document.nodes.withUnsafeBufferPointer { nodes in
                    var found: Int?
                    var field = index + 1
                    let end = Int(nodes[index].next)
                    while field < end {
                        if isName(nodes[field], at: field, equalTo: UnsafeRawBufferPointer(wanted), in: bytes) {
                            found = field + 1
                        }
                        field = Int(nodes[field + 1].next)
                    }
                    return found
                }
            }
        }
    }

    @inline(__always)
    private func isName(
        _ node: JSONNode, at index: Int, equalTo wanted: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer
    ) -> Bool {
        guard node.kind == .string else { return document.string(at: index).utf8.elementsEqual(wanted) }
        guard node.range.count == wanted.count else { return false }
        for offset in 0..<wanted.count where bytes[node.range.lowerBound + offset] != wanted[offset] { return false }
        return true
    }
}
