import JSON

/// Makes documents, and breaks them.
enum RandomJSON {
    /// The names that fields have, in the order in which objects write them.
    static let names = ["a", "b", "homestayId", "list", "海", "q\"uote"]

    static func document(using random: inout SplitMix64) -> [UInt8] {
        var json = JSONWriter()
        write(to: &json, depth: 0, using: &random)
        return json.bytes
    }

    private static func write(to json: inout JSONWriter, depth: Int, using random: inout SplitMix64) {
        switch Int.random(in: depth < 4 ? 0..<10 : 3..<10, using: &random) {
        case 0, 1:
            json.beginObject()
            for name in names where Bool.random(using: &random) {
                json.name(escaping: name)
                write(to: &json, depth: depth + 1, using: &random)
            }
            json.endObject()
        case 2:
            json.beginArray()
            for _ in 0..<Int.random(in: 0..<4, using: &random) { write(to: &json, depth: depth + 1, using: &random) }
            json.endArray()
        case 3: json.null()
        case 4: json.bool(.random(using: &random))
        case 5, 6: json.integer(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random))
        case 7:
            let number = Double(bitPattern: random.next())
            // What has no fraction would read back as an integer, perhaps in another notation.
            json.double(number.isFinite && number.rounded() != number ? number : 0.5)
        default: json.string(string(using: &random))
        }
    }

    private static func string(using random: inout SplitMix64) -> String {
        var string = ""
        for _ in 0..<Int.random(in: 0..<20, using: &random) {
            let limit: UInt32 = [0x30, 0x80, 0x800, 0x11_0000].randomElement(using: &random)!
            string.unicodeScalars.append(UnicodeScalar(UInt32.random(in: 0..<limit, using: &random)) ?? "?")
        }
        return string
    }

    /// Changes, removes, inserts or repeats something.
    static func mutate(_ bytes: inout [UInt8], using random: inout SplitMix64) {
        guard let position = bytes.indices.randomElement(using: &random) else { return bytes.append(0x22) }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[position] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.remove(at: position)
        case 3: bytes.insert(Array(#"{}[]",:\e.-0"#.utf8).randomElement(using: &random)!, at: position)
        default: bytes.insert(contentsOf: Array(bytes[position...].prefix(16)), at: position)
        }
    }
}

/// A generator whose sequence is given by its seed, so that a failure can be repeated.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
