/// A day of the Gregorian calendar.
struct CivilDate: Sendable, Hashable {
    var year: Int
    /// 1 to 12.
    var month: Int
    /// From 1.
    var day: Int
    /// Days since 1970-01-01.
    let number: Int

    /// The day with a number, counted from 1970-01-01. Years run from March to February here, so that the leap day is
    /// the last of its year and the lengths of the months follow one linear rule.
    init(number: Int) {
        let daysPerEra = 146_097  // 400 years
        let shifted = number + 719_468  // days since 0000-03-01
        let era = (shifted >= 0 ? shifted : shifted - daysPerEra + 1) / daysPerEra
        let dayOfEra = shifted - era * daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        self.number = number
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// 0 is Sunday.
    var dayOfWeek: Int {
        let remainder = (number + 4) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }
}
