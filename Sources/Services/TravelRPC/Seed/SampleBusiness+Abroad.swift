extension SampleBusiness {
    static let abroad = SampleBusiness(
        title: "Houses Far Away", info: "Friends of friends who open their houses to travellers.",
        tags: "abroad,houses", slug: "abroad", star: 4.6, rank: 0, soldLastMonth: 19, spendPerPerson: 32_400,
        homestays: [
            SampleHomestay(
                title: "Machiya townhouse in Nishijin", place: "Kyoto, Japan",
                info: "A weaver's house of two floors with a pocket garden and a cedar bath.",
                slug: "nishijin-machiya", capacity: 4, food: ("Rice, grilled fish and pickles", 7_000),
                price: 118_000, marketPrice: 138_000,
                comment: SampleComment(content: "Take your shoes off and never leave.", star: 5)),
            SampleHomestay(
                title: "Hillside cabin above Mae Rim", place: "Chiang Mai, Thailand",
                info: "A teak cabin with a hammock, three mattresses and no television.",
                slug: "mae-rim-cabin", capacity: 3, price: 32_000, marketPrice: 32_000),
            SampleHomestay(
                title: "Attic for one in Alfama", place: "Lisbon, Portugal",
                info: "One bed, one desk, one window over the Tejo. Five flights of stairs.",
                slug: "alfama-attic", capacity: 1, food: ("Bread, cheese and coffee", 4_500),
                price: 36_000, marketPrice: 42_000),
            SampleHomestay(
                title: "Bed in a ger on the Terelj steppe", place: "Ulaanbaatar, Mongolia",
                info: "Five beds around the stove of a felt tent. Horses by the hour.",
                slug: "terelj-ger", capacity: 5, isSoldByPerson: true, food: ("Dumplings and milk tea", 5_000),
                price: 15_000, marketPrice: 18_000),
        ])
}
