/// A dictionary of limited size, in which the key that was not used for the longest makes room for a new one.
struct RecencyTable<Key: Hashable, Value> {
    private struct Node {
        var key: Key
        var value: Value
        /// The slots of the keys used just after and just before this one.
        var newer: Int?
        var older: Int?
    }

    private let capacity: Int
    private var slots: [Key: Int] = [:]
    private var nodes: [Node?] = []
    private var free: [Int] = []
    private var newest: Int?
    private var oldest: Int?

    /// - Parameter capacity: the most keys, at least 1.
    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { slots.count }

    /// The value of a key, which is thereby used.
    mutating func use(_ key: Key) -> Value? {
        guard let slot = slots[key], let node = unlink(slot) else { return nil }
        link(node, at: slot)
        return node.value
    }

    /// Sets the value of a key, which is thereby used.
    /// - Returns: whether another key made room for it.
    mutating func set(_ key: Key, _ value: Value) -> Bool {
        let node = Node(key: key, value: value)
        if let slot = slots[key] {
            _ = unlink(slot)
            link(node, at: slot)
            return false
        }
        let isFull = slots.count == capacity
        if isFull, let oldest, let key = nodes[oldest]?.key { remove(key) }
        let slot = free.popLast() ?? nodes.endIndex
        if slot == nodes.endIndex { nodes.append(nil) }
        slots[key] = slot
        link(node, at: slot)
        return isFull
    }

    mutating func remove(_ key: Key) {
        guard let slot = slots.removeValue(forKey: key) else { return }
        _ = unlink(slot)
        free.append(slot)
    }

    mutating func removeAll() {
        self = RecencyTable(capacity: capacity)
    }

    /// Takes a node out of the line.
    private mutating func unlink(_ slot: Int) -> Node? {
        guard let node = nodes[slot] else { return nil }
        if let newer = node.newer { nodes[newer]?.older = node.older } else { newest = node.older }
        if let older = node.older { nodes[older]?.newer = node.newer } else { oldest = node.newer }
        nodes[slot] = nil
        return node
    }

    /// Puts a node at the head of the line.
    private mutating func link(_ node: Node, at slot: Int) {
        var node = node
        node.newer = nil
        node.older = newest
        nodes[slot] = node
        if let newest { nodes[newest]?.newer = slot } else { oldest = slot }
        newest = slot
    }
}
