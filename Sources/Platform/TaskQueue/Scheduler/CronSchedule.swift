public import Clocks
import Foundation

/// The moments at which a periodic task is due, as a cron spec describes them.
///
/// A spec has the grammar of asynq's: five fields (minute, hour, day of the month, month, day of the week) of `*`, `?`,
/// values, names such as `MON` and `jan`, ranges `a-b`, steps `/n` and lists; or `@yearly`, `@annually`, `@monthly`,
/// `@weekly`, `@daily`, `@midnight`, `@hourly`; or `@every 1h30m`. `CRON_TZ=Asia/Shanghai ` in front gives the time
/// zone, which is UTC otherwise. Where both the day of the month and the day of the week are restricted, either is
/// enough.
///
/// Local times that a change of the clock skips have no tick that day; those that it repeats have two.
public struct CronSchedule: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case fields(CronFields, CivilClock)
        /// Whole seconds.
        case every(Int64)
    }

    let kind: Kind

    /// - Throws: ``TaskQueueError`` with the code `invalidOption`, which says what is wrong with the spec.
    public init(_ spec: String) throws(TaskQueueError) {
        do {
            kind = try Self.parse(spec)
        } catch {
            throw TaskQueueError(.invalidOption, "cron spec «\(spec)»: \(error.description)")
        }
    }

    /// The first moment after `moment` at which the schedule is due; `nil` where there is none, such as for 31
    /// February. `@every` counts from `moment`, cut to whole seconds.
    public func next(after moment: Timestamp) -> Timestamp? {
        switch kind {
        case .every(let seconds): Timestamp(seconds: moment.seconds) + .seconds(seconds)
        case .fields(let fields, let clock): clock.next(fields, after: moment)
        }
    }

    /// The first tick after `moment`: the same as ``next(after:)``, but `@every` ticks at the multiples of its
    /// interval since 1970, so that all schedulers agree on its ticks, whenever they were started.
    func nextTick(after moment: Timestamp) -> Timestamp? {
        guard case .every(let seconds) = kind else { return next(after: moment) }
        let remainder = moment.seconds % seconds
        return Timestamp(seconds: moment.seconds - (remainder < 0 ? remainder + seconds : remainder))
            + .seconds(seconds)
    }
}

extension CronSchedule {
    private static let descriptors = [
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
        "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
    ]

    private static func parse(_ spec: String) throws(CronProblem) -> Kind {
        var rest = Substring(spec)
        var zone = TimeZone.gmt
        if rest.hasPrefix("TZ=") || rest.hasPrefix("CRON_TZ=") {
            guard let space = rest.firstIndex(of: " ") else {
                throw CronProblem("there is nothing after the time zone")
            }
            let name = rest[..<space].drop { $0 != "=" }.dropFirst()
            guard let known = name.isEmpty ? .gmt : TimeZone(identifier: String(name)) else {
                throw CronProblem("the time zone «\(name)» is not known")
            }
            zone = known
            rest = rest[space...].drop { $0 == " " }
        }
        if rest.hasPrefix("@every ") {
            let text = rest.dropFirst("@every ".count)
            guard let interval = Duration(compoundText: text) else {
                throw CronProblem("«\(text)» is not a duration such as 1h30m")
            }
            return .every(max(interval.wholeNanoseconds / 1_000_000_000, 1))
        }
        if rest.hasPrefix("@") {
            guard let fields = descriptors[String(rest)] else {
                throw CronProblem("there is no descriptor «\(rest)»")
            }
            rest = Substring(fields)
        }
        return .fields(try CronFields(rest), CivilClock(zone: zone))
    }
}
