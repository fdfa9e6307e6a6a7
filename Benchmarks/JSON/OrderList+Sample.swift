import JSON

extension OrderList {
    /// A page of orders as guests see them: Chinese titles, quotes and line breaks that need escapes, prices in yuan.
    static func sample(count: Int) -> OrderList {
        let titles = ["西湖边的白墙小院", "山里人家\"听雨\"民宿", "Garden loft near 南京路", "海景大床房,可看日出"]
        let subtitles = ["临湖三居,步行五分钟到断桥", "含早餐\n含晚餐\t可停车", "Two rooms, one kitchen", "整套房子 · 可做饭"]
        return OrderList(
            list: (0..<count).map { index in
                let time = 1_790_000_000 + Int64(index) * 86_413
                return OrderListEntry(
                    sn: "HSO2026112400\(100_000 + index)", title: titles[index % 4], subTitle: subtitles[index % 4],
                    homestayId: 1_000 + Int64(index), cover: "https://images.example.com/homestay/\(index)/cover.jpg",
                    orderTotalPrice: JSONDecimal(unscaled: 12_800 + Int64(index) * 1_999, scale: 2), createTime: time,
                    tradeState: Int64(index % 6) - 1, liveStartDate: time + 86_400, liveEndDate: time + 3 * 86_400,
                    tradeCode: "\(10_000_000 + index)")
            })
    }
}
