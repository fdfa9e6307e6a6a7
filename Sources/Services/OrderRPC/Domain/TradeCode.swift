/// Makes the codes that guests show on arrival.
enum TradeCode {
    /// 8 random characters, none of those that look alike.
    static func make() -> String {
        String((0..<8).map { _ in alphabet.randomElement()! })
    }

    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
}
