import Allocations

/// How fast something is that is measured, beside the same that is not.
struct WorkCost {
    /// One side of the comparison.
    struct Side {
        let perSecond: Double
        let allocations: Double
    }

    let name: String
    private let plain: Side
    private let measured: Side

    /// Runs both in turn, so that what changes on the machine meanwhile meets both.
    /// - Parameter run: does the work and returns how often.
    init(
        _ name: String, repetitions: Int, plain: () async throws -> Int, measured: () async throws -> Int
    ) async throws {
        self.name = name
        // Statements are prepared, series are made, caches are warm.
        _ = try await (plain(), measured())
        var (plainSides, measuredSides): ([Side], [Side]) = ([], [])
        for _ in 0..<repetitions {
            plainSides.append(try await Self.side(plain))
            measuredSides.append(try await Self.side(measured))
        }
        self.plain = Self.median(plainSides)
        self.measured = Self.median(measuredSides)
    }

    /// A row of the table.
    var line: String {
        func whole(_ number: Double) -> String { "\(Int(number.rounded()))" }
        func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
        let ratio = (measured.perSecond / plain.perSecond * 1000).rounded() / 1000
        return """
            | \(name) | \(whole(plain.perSecond)) | \(whole(measured.perSecond)) | \(ratio) \
            | \(tenths(plain.allocations)) | \(tenths(measured.allocations)) |
            """
    }

    private static func side(_ run: () async throws -> Int) async throws -> Side {
        let allocationsBefore = allocation_count()
        let begin = ContinuousClock.now
        let count = Double(try await run())
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        return Side(
            perSecond: count / seconds, allocations: Double(allocation_count() - allocationsBefore) / count)
    }

    private static func median(_ sides: [Side]) -> Side {
        let sorted = sides.sorted { $0.perSecond < $1.perSecond }
        return sorted[sorted.count / 2]
    }
}
