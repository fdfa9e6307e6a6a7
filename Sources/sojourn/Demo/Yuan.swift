import JSON

/// An amount of money.
struct Yuan: Equatable {
    let fen: Int64

    init(fen: Int64) {
        self.fen = fen
    }

    /// An amount in yuan, as the contract writes it.
    init(_ object: JSONObject, _ field: String) throws(JSONError) {
        fen = try object.requireDecimal(field, scale: 2).unscaled
    }
}

extension Yuan: CustomStringConvertible {
    /// `¥468.00`
    var description: String {
        let cents = String(100 + abs(fen) % 100).dropFirst()
        return "\(fen < 0 ? "-" : "")¥\(abs(fen) / 100).\(cents)"
    }
}
