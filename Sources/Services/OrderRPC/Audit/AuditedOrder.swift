import Auditing
import Database

/// As much of an order as tells whether it is sound by itself.
struct AuditedOrder {
    /// The columns that it is read from, of a table called `o`.
    static let columns = """
        o.id, o.version, o.nights, o.trade_state, o.homestay_price, o.food_price, o.row_type, o.live_people_num, \
        o.need_food, o.food_total_price, o.homestay_total_price, o.order_total_price, \
        CASE WHEN o.trade_state IN (\(TradeState.holdingNights)) THEN ( \
        SELECT COUNT(*) FROM homestay_night AS n \
        WHERE n.homestay_id = o.homestay_id AND n.night >= o.first_night AND n.night < o.first_night + o.nights \
        ) ELSE o.nights END, \(OrderFact.columns)
        """

    let id: Int64
    let version: Int64
    let nights: Int64
    let state: Int64
    let rate: Price.Rate
    let people: Int64
    let withFood: Bool
    let price: Price
    /// How many of its nights are recorded, be it for others; all where it need not hold any.
    let recordedNights: Int64
    let fact: OrderFact

    init(_ row: inout RowReader) throws {
        id = try row.next()
        version = try row.next()
        nights = try row.next()
        state = try row.next()
        let (homestay, food): (Int64, Int64) = (try row.next(), try row.next())
        rate = Price.Rate(homestay: homestay, food: food, isByPerson: try row.next() as Int64 == 1)
        people = try row.next()
        withFood = try row.next()
        price = Price(food: try row.next(), homestay: try row.next(), total: try row.next())
        recordedNights = try row.next()
        fact = try OrderFact(&row)
    }

    /// - Parameter trail: the order's history.
    func findings(_ trail: HistoryTrail) -> [AuditFinding] {
        var findings: [AuditFinding] = []
        if let problem = priceProblem { findings.append(AuditFinding(.priceWrong, fact.sn, problem)) }
        if let problem = trail.problem(endingIn: state, version: version) {
            findings.append(AuditFinding(.historyBroken, fact.sn, problem))
        }
        if recordedNights < nights {
            findings.append(
                AuditFinding(
                    .nightNotHeld, fact.sn, "\(nights - recordedNights) of the order's \(nights) nights are not taken",
                    isRepairable: true))
        }
        return findings
    }

    private var priceProblem: String? {
        guard let right = try? Price(rate, nights: nights, people: people, withFood: withFood) else {
            return "its price is out of range"  // The one error there is says just that.
        }
        guard price != right else { return nil }
        return """
            the order comes to \(price.total) fen (\(price.homestay) and \(price.food) for food), by its own prices it \
            would be \(right.total) (\(right.homestay) and \(right.food))
            """
    }
}

extension TradeState {
    /// The states whose orders hold their nights, for `IN (…)`.
    static let holdingNights = allCases.filter { !$0.releasesNights }.map { "\($0.rawValue)" }.joined(separator: ", ")
}
