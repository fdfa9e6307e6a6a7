/// Ways to do the same work, timed in turns, so that whatever else the machine does meets all of them alike.
struct Measurement {
    private var names: [String]
    private var works: [() throws -> Void]

    init(_ works: KeyValuePairs<String, () throws -> Void>) {
        names = works.map(\.key)
        self.works = works.map(\.value)
    }

    /// The first of the works alone.
    var first: Measurement {
        var measurement = self
        measurement.names = [names[0]]
        measurement.works = [works[0]]
        return measurement
    }

    /// The median time of one call, in microseconds, by the order of the works.
    func medians(rounds: Int, callsPerRound: Int) throws -> [(name: String, microseconds: Double)] {
        var times = works.map { _ in [Double]() }
        let clock = ContinuousClock()
        for round in 0...rounds {
            for (index, work) in works.enumerated() {
                let time = try clock.measure {
                    for _ in 0..<callsPerRound { try work() }
                }
                // The first round warms up.
                if round > 0 { times[index].append(time / .microseconds(callsPerRound)) }
            }
        }
        return zip(names, times).map { ($0, $1.sorted()[$1.count / 2]) }
    }
}
