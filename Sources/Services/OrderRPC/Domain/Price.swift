import ErrorContract
import ServiceKit

/// What an order costs, in fen.
struct Price: Sendable, Hashable {
    let homestay: Int64
    let food: Int64
    let total: Int64

    init(food: Int64, homestay: Int64, total: Int64) {
        self.homestay = homestay
        self.food = food
        self.total = total
    }

    /// What a night of a homestay costs.
    struct Rate: Sendable, Hashable {
        /// Fen per night, and per person where it is sold by person.
        let homestay: Int64
        /// Fen per person and night.
        let food: Int64
        let isByPerson: Bool
    }

    /// By room: price × nights. By person: price × people × nights. Food: food price × people × nights.
    /// - Throws: `totalTooLarge` where a number leaves the range of 64 bits.
    init(_ rate: Rate, nights: Int64, people: Int64, withFood: Bool) throws(ServiceError) {
        self.homestay = try Self.product(rate.homestay, rate.isByPerson ? people : 1, nights)
        food = withFood ? try Self.product(rate.food, people, nights) : 0
        let (total, overflow) = self.homestay.addingReportingOverflow(food)
        guard !overflow else { throw Self.tooLarge }
        self.total = total
    }

    private static func product(_ price: Int64, _ heads: Int64, _ nights: Int64) throws(ServiceError) -> Int64 {
        let (day, overflow) = price.multipliedReportingOverflow(by: heads)
        let (product, overflowAgain) = day.multipliedReportingOverflow(by: nights)
        guard !overflow, !overflowAgain else { throw tooLarge }
        return product
    }

    private static let tooLarge = ServiceError(.totalTooLarge, "the order's total is too large")
}
