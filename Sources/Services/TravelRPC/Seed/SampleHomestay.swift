/// A homestay of the sample catalogue. Prices in fen.
struct SampleHomestay: Sendable {
    var title: String
    var place: String
    var info: String
    /// Names its pictures.
    var slug: String
    var capacity: Int64
    var isOnSale = true
    var isSoldByPerson = false
    /// What there is to eat, and its price per person and night.
    var food: (info: String, price: Int64)?
    var price: Int64
    var marketPrice: Int64
    var comment: SampleComment?

    var banner: String {
        (1...3).map { "https://images.example.com/homestay/\(slug)-\($0).jpg" }.joined(separator: ",")
    }
}

/// A comment of the sample catalogue.
struct SampleComment: Sendable {
    var content: String
    var star: Double
}

/// A business of the sample catalogue, with its homestays. Prices in fen.
struct SampleBusiness: Sendable {
    var title: String
    var info: String
    var tags: String
    /// Names its pictures.
    var slug: String
    var star: Double
    var rank: Int64
    var soldLastMonth: Int64
    var spendPerPerson: Int64
    var homestays: [SampleHomestay]

    var imageFolder: String { "https://images.example.com/business/\(slug)" }

    static let all = [westLake, lijiang, greatWall, coast, abroad]
}
