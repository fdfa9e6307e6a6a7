extension Duration {
    /// The duration as go-zero's logs have it: milliseconds with one decimal place, `12.3ms`.
    var logText: String {
        let (seconds, attoseconds) = components
        let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
        let tenths = (milliseconds * 10).rounded()
        // Beyond 28 million years no place after the point is left to be told.
        guard let whole = Int64(exactly: tenths) else { return "\(milliseconds)ms" }
        return "\(whole < 0 ? "-" : "")\(whole.magnitude / 10).\(whole.magnitude % 10)ms"
    }
}
