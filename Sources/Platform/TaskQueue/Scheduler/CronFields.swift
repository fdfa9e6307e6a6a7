/// The five fields of a cron spec.
struct CronFields: Sendable, Hashable {
    let minute: CronField
    let hour: CronField
    let dayOfMonth: CronField
    let month: CronField
    let dayOfWeek: CronField

    /// - Throws: ``CronProblem``, which names the field.
    init(_ text: Substring) throws(CronProblem) {
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard !fields.isEmpty else { throw CronProblem("it is empty") }
        guard fields.count == 5 else { throw CronProblem("it has \(fields.count) fields instead of 5") }
        minute = try CronField(fields[0], bounds: .minute)
        hour = try CronField(fields[1], bounds: .hour)
        dayOfMonth = try CronField(fields[2], bounds: .dayOfMonth)
        month = try CronField(fields[3], bounds: .month)
        dayOfWeek = try CronField(fields[4], bounds: .dayOfWeek)
    }

    /// Whether a day is one of the schedule's: by either of two restrictions, or by both where one is a wildcard.
    func matches(_ date: CivilDate) -> Bool {
        guard month.contains(date.month) else { return false }
        let byMonth = dayOfMonth.contains(date.day)
        let byWeek = dayOfWeek.contains(date.dayOfWeek)
        return dayOfMonth.isWildcard || dayOfWeek.isWildcard ? byMonth && byWeek : byMonth || byWeek
    }
}
