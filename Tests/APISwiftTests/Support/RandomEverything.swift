import JSON

/// Makes values of all kinds from a seed.
struct RandomEverything: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    private mutating func text() -> String {
        let pieces = ["a", "\"", "\\", "\n", "\u{1}", "小", "é", "e\u{301}", "😀", "\u{2028}", "/", "<"]
        return (0..<number(below: 5)).map { _ in pieces[number(below: pieces.count)] }.joined()
    }

    private mutating func maybe<Value>(_ value: (inout Self) -> Value) -> Value? {
        number(below: 2) == 0 ? nil : value(&self)
    }

    private mutating func node(depth: Int) -> Node {
        Node(
            value: .random(in: .min ... .max, using: &self),
            next: depth > 0 ? maybe { $0.node(depth: depth - 1) } : nil,
            many: depth > 0 ? (0..<number(below: 3)).map { _ in node(depth: depth - 1) } : [])
    }

    mutating func everything() -> Everything {
        Everything(
            name: text(), small: .random(in: .min ... .max, using: &self),
            big: .random(in: .min ... .max, using: &self),
            share: .random(in: -1e300...1e300, using: &self), exact: maybe { .random(in: -1e30...1e30, using: &$0) },
            isFine: .random(using: &self), note: maybe { $0.text() }, kind: ["one", "two"][number(below: 2)],
            level: maybe { Int64($0.number(below: 3) + 1) }, age: Int32(number(below: 151)),
            ratio: maybe { .random(in: 0.001..<1, using: &$0) }, quoted: .random(in: .min ... .max, using: &self),
            maybe: maybe { .random(in: .min ... .max, using: &$0) }, switch: maybe { .random(using: &$0) },
            numbers: (0..<number(below: 4)).map { Int64($0) }, pair: [text(), text()],
            data: JSONBase64((0..<number(below: 9)).map { UInt8(truncatingIfNeeded: $0 * 37) }),
            byName: [text(): Part(size: 1, colour: maybe { $0.text() })],
            byNumber: [Int8(number(below: 100)): [text()]],
            anything: maybe { JSONValue(encoding: [$0.text()]) }, tree: maybe { $0.node(depth: 3) },
            default: maybe { $0.text() }, size: 5, colour: maybe { $0.text() })
    }
}
