import JSON

extension JSONDecimal {
    /// A rating in stars, rounded to two decimals where it has more; what is no number counts as 0.
    init(rating stars: Double) {
        let hundredths = Int64(exactly: (stars * 100).rounded()) ?? 0
        if hundredths % 100 == 0 {
            self.init(unscaled: hundredths / 100, scale: 0)
        } else if hundredths % 10 == 0 {
            self.init(unscaled: hundredths / 10, scale: 1)
        } else {
            self.init(unscaled: hundredths, scale: 2)
        }
    }
}
