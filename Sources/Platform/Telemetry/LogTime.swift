#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The moment of a log line, with the calendar of the zone in which it is shown.
///
/// Written by hand since a formatter would cost more than the rest of the line.
struct LogTime {
    /// Seconds since the Unix epoch.
    var seconds: Int
    /// Milliseconds within the second, 0…999.
    var milliseconds: Int
    /// Seconds that the zone is ahead of UTC.
    var offset: Int

    /// The present moment in the zone of the machine (`TZ`).
    static func now() -> LogTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var calendar = tm()
        let offset = localtime_r(&time.tv_sec, &calendar) == nil ? 0 : calendar.tm_gmtoff
        return LogTime(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000, offset: offset)
    }

    /// Appends the time of day, `13:30:03.382`.
    func appendTimeOfDay(to line: inout [UInt8]) {
        let second = (seconds + offset).remainder(modulo: 86400)
        line.appendDigits(second / 3600, count: 2)
        line.append(UInt8(ascii: ":"))
        line.appendDigits(second / 60 % 60, count: 2)
        line.append(UInt8(ascii: ":"))
        line.appendDigits(second % 60, count: 2)
        line.append(UInt8(ascii: "."))
        line.appendDigits(milliseconds, count: 3)
    }

    /// Appends date, time and zone by RFC 3339, `2026-11-23T13:30:03.382+08:00`.
    func appendRFC3339(to line: inout [UInt8]) {
        let (year, month, day) = date
        line.appendDigits(year, count: 4)
        line.append(UInt8(ascii: "-"))
        line.appendDigits(month, count: 2)
        line.append(UInt8(ascii: "-"))
        line.appendDigits(day, count: 2)
        line.append(UInt8(ascii: "T"))
        appendTimeOfDay(to: &line)
        guard offset != 0 else { return line.append(UInt8(ascii: "Z")) }
        line.append(UInt8(ascii: offset < 0 ? "-" : "+"))
        let minutes = abs(offset) / 60
        line.appendDigits(minutes / 60, count: 2)
        line.append(UInt8(ascii: ":"))
        line.appendDigits(minutes % 60, count: 2)
    }

    /// The date in the Gregorian calendar.
    private var date: (year: Int, month: Int, day: Int) {
        let local = seconds + offset
        let days = (local - local.remainder(modulo: 86400)) / 86400
        // Days since 1 March 2000, when a cycle of 400 years began; counting from March puts leap days last.
        let sinceCycle = days - 11017
        let dayOfCycle = sinceCycle.remainder(modulo: 146_097)
        let cycle = (sinceCycle - dayOfCycle) / 146_097
        let century = min(dayOfCycle / 36524, 3)
        let dayOfCentury = dayOfCycle - century * 36524
        let olympiad = dayOfCentury / 1461
        let dayOfOlympiad = dayOfCentury - olympiad * 1461
        let yearOfOlympiad = min(dayOfOlympiad / 365, 3)
        let dayOfYear = dayOfOlympiad - yearOfOlympiad * 365
        // From March on, the months' lengths repeat every five months, of 153 days.
        let month = (dayOfYear * 5 + 2) / 153
        let year = 2000 + cycle * 400 + century * 100 + olympiad * 4 + yearOfOlympiad
        return (month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9, dayOfYear - (month * 153 + 2) / 5 + 1)
    }
}

extension Int {
    /// The remainder that is never negative.
    fileprivate func remainder(modulo divisor: Int) -> Int {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

extension [UInt8] {
    /// Appends the last `count` decimal digits of a number.
    fileprivate mutating func appendDigits(_ number: Int, count: Int) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
