public import JSON

extension JSONDecimal {
    /// An amount in fen, written in yuan with two decimals: 12800 is `128.00`.
    public init(fen: Int64) {
        self.init(unscaled: fen, scale: 2)
    }
}
