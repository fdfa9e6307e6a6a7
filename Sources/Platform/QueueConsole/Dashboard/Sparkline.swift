/// A row of bars, each one column wide, scaled to the greatest value.
struct Sparkline {
    /// `nil` leaves the column empty.
    var values: [Double?]

    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    var text: String {
        let peak = peak
        return String(
            values.map { value in
                guard let value, value.isFinite else { return " " }
                guard peak > 0, value > 0 else { return Self.bars[0] }
                // Anything at all is told from nothing.
                let height = Int((value / peak * Double(Self.bars.count - 1)).rounded())
                return Self.bars[min(max(1, height), Self.bars.count - 1)]
            })
    }

    /// The greatest value; zero where there is none.
    var peak: Double { values.compactMap { $0 }.filter(\.isFinite).max() ?? 0 }
}
