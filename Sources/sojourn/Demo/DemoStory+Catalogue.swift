import TerminalText

extension DemoStory {
    private static let pageSize: Int64 = 8

    /// Shows the first page of the catalogue, and picks a homestay.
    func browse() async throws -> DemoHomestay {
        let reply = try await client.homestays(page: 1, pageSize: Self.pageSize)
        let homestays = try reply.success(HomestayPage.self).list
        var table = TextTable([
            .init("id", isNumber: true), .init("homestay"), .init("place", maximum: 20),
            .init("a night", isNumber: true), .init("sold by"),
        ])
        for homestay in homestays {
            guard homestay.isOnSale else {
                throw reply.unexpected("homestays on sale", came: "number \(homestay.id), which is not")
            }
            table.rows.append([
                "\(homestay.id)", homestay.title, homestay.place, "\(homestay.price)",
                homestay.isSoldByPerson ? "person" : "room",
            ])
        }
        guard let choice = homestays.first(where: \.isForTwo) ?? homestays.first else {
            throw reply.unexpected("homestays on sale; `sojourn seed` adds some", came: "an empty list")
        }
        try teller.table(table)
        try teller.holds("\(homestays.count) homestays, all on sale")
        return choice
    }

    /// Reads the page of one homestay.
    func look(at choice: DemoHomestay) async throws -> DemoHomestay {
        let reply = try await client.homestay(choice.id)
        let homestay = try reply.success(HomestayAnswer.self).homestay
        try reply.check("the homestay", homestay, is: choice)
        try teller.say("\(homestay.title): \(homestay.subTitle)")
        try teller.say(homestay.info)
        var offer = "For up to \(homestay.capacity), \(homestay.price) a night"
        if homestay.isSoldByPerson { offer += " and person" }
        if homestay.marketPrice.fen > homestay.price.fen { offer += " instead of \(homestay.marketPrice)" }
        if homestay.foodPrice.fen > 0 { offer += "; \(homestay.foodInfo), \(homestay.foodPrice) a head and night" }
        try teller.say(offer)
        try teller.holds("list and page agree")
        return homestay
    }
}

extension DemoHomestay {
    /// A room for two with food makes the richest order.
    fileprivate var isForTwo: Bool { !isSoldByPerson && capacity >= 2 && foodPrice.fen > 0 }
}
