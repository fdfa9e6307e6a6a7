import Synchronization

/// Makes the ids of tasks that are given none.
enum TaskID {
    /// Two numbers of the system's random generator, and how many ids were made of them.
    private static let seed = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))
    private static let count = Atomic<UInt64>(0)
    private static let digits = Array("0123456789abcdef".utf8)

    /// A random UUID of version 4, in small letters.
    ///
    /// The system is asked for random bits once for each process, as asking takes longer than all else that a client
    /// does for a task. The ids are unique, not secret.
    static func random() -> String {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        let high = mix(seed.0 &+ number &* 0x9E37_79B9_7F4A_7C15) & ~0xF000 | 0x4000
        let low = mix(seed.1 &+ number &* 0xD1B5_4A32_D192_ED03) & ~(0b11 << 62) | 0b10 << 62
        return String(unsafeUninitializedCapacity: 36) { text in
            var index = 0
            for (word, bits) in [(high, 64), (low, 64)] {
                for shift in stride(from: bits - 4, through: 0, by: -4) {
                    if index == 8 || index == 13 || index == 18 || index == 23 {
                        text[index] = UInt8(ascii: "-")
                        index += 1
                    }
                    text[index] = digits[Int(word >> UInt64(shift) & 15)]
                    index += 1
                }
            }
            return index
        }
    }

    /// The output function of SplitMix64 (Steele, Lea and Flood, 2014): one to one, and without visible pattern.
    private static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
