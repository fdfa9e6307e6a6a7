/// What the server keeps for a key: whether there is a value, the generation in which it was stored, and the value.
///
/// One byte, 1 for a value and 0 for none; one byte, the generation's length; the generation; the value.
struct StoredValue: Hashable {
    let generation: [UInt8]
    /// `nil` for a key that has no value.
    let payload: [UInt8]?

    init(generation: [UInt8], payload: [UInt8]?) {
        self.generation = generation
        self.payload = payload
    }

    /// `nil` for what this program did not write.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 2, bytes[0] <= 1, bytes.count >= 2 + Int(bytes[1]) else { return nil }
        let end = 2 + Int(bytes[1])
        generation = Array(bytes[2..<end])
        payload = bytes[0] == 1 ? Array(bytes[end...]) : nil
    }

    var bytes: [UInt8] {
        [payload == nil ? 0 : 1, UInt8(generation.count)] + generation + (payload ?? [])
    }
}
