/// The same list for Foundation's coders. The price is a `Double`, which they handle faster than a `Decimal`.
struct CodableOrderList: Codable {
    var list: [Entry]

    struct Entry: Codable {
        var sn: String
        var title: String
        var subTitle: String
        var homestayId: Int64
        var cover: String
        var orderTotalPrice: Double
        var createTime: Int64
        var tradeState: Int64
        var liveStartDate: Int64
        var liveEndDate: Int64
        var tradeCode: String
    }
}
