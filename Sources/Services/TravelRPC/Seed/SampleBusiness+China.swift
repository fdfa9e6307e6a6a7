extension SampleBusiness {
    static let westLake = SampleBusiness(
        title: "West Lake Courtyards", info: "Three family houses around the lake, looked after by one family.",
        tags: "lake,tea,family", slug: "west-lake", star: 4.9, rank: 1, soldLastMonth: 61, spendPerPerson: 26_800,
        homestays: [
            SampleHomestay(
                title: "Courtyard room by West Lake", place: "Hangzhou, five minutes on foot from the Su Causeway",
                info: "A quiet room on an inner courtyard with an osmanthus tree. Bicycles are free.",
                slug: "west-lake-courtyard", capacity: 2, food: ("Congee, buns and Longjing tea", 3_800),
                price: 46_800, marketPrice: 56_800,
                comment: SampleComment(content: "The courtyard smells of osmanthus in the morning.", star: 5)),
            SampleHomestay(
                title: "Tea farmer's house in Longjing", place: "Hangzhou, among the tea terraces",
                info: "The whole house: three bedrooms, a kitchen and a terrace over the tea fields.",
                slug: "longjing-house", capacity: 6, food: ("Dinner from the garden, cooked by the farmer", 8_800),
                price: 128_000, marketPrice: 158_000,
                comment: SampleComment(content: "We picked the tea that we drank.", star: 4.5)),
            SampleHomestay(
                title: "Canal loft at Gongchen Bridge", place: "Hangzhou, on the Grand Canal",
                info: "A loft in a former silk mill. Boats pass below the window.",
                slug: "canal-loft", capacity: 4, price: 39_900, marketPrice: 45_900),
        ])

    static let lijiang = SampleBusiness(
        title: "Lijiang Old Town Guesthouses", info: "Naxi houses of timber and stone, between market and mountain.",
        tags: "old town,mountain", slug: "lijiang", star: 4.7, rank: 2, soldLastMonth: 88, spendPerPerson: 14_200,
        homestays: [
            SampleHomestay(
                title: "Naxi courtyard room in Shuhe", place: "Lijiang, Shuhe old town",
                info: "Carved doors, a stove in the corner and a stream in front of the gate.",
                slug: "shuhe-courtyard", capacity: 3, food: ("Baba flatbread and butter tea", 2_500),
                price: 28_800, marketPrice: 35_800),
            SampleHomestay(
                title: "Bunk with a view of Jade Dragon Snow Mountain", place: "Lijiang, Baisha village",
                info: "A dormitory of eight under the roof, with lockers and a large common room.",
                slug: "snow-mountain-bunk", capacity: 8, isSoldByPerson: true, food: ("Rice noodles", 2_000),
                price: 7_800, marketPrice: 9_800,
                comment: SampleComment(content: "Wake up before six: the peak turns red.", star: 4.5)),
            SampleHomestay(
                title: "Roof terrace suite over Dayan", place: "Lijiang, Dayan old town",
                info: "Two rooms and a terrace of their own above the roofs of the old town.",
                slug: "dayan-terrace", capacity: 2, price: 52_000, marketPrice: 68_000),
        ])

    static let greatWall = SampleBusiness(
        title: "Great Wall Farmsteads", info: "Country houses north of Beijing, and one room in the city.",
        tags: "countryside,hiking", slug: "great-wall", star: 4.8, rank: 3, soldLastMonth: 47, spendPerPerson: 21_500,
        homestays: [
            SampleHomestay(
                title: "Stone farmhouse below Mutianyu", place: "Beijing, Huairou",
                info: "The whole farmstead for a party of friends: five bedrooms, an orchard and a fire pit.",
                slug: "mutianyu-farmhouse", capacity: 12, food: ("Farm breakfast and a trout supper", 6_000),
                price: 228_000, marketPrice: 268_000,
                comment: SampleComment(content: "Twelve of us, and still quiet at night.", star: 5)),
            SampleHomestay(
                title: "Kang bed in a village house at Gubeikou", place: "Beijing, Miyun",
                info: "A place on the heated brick bed, as the village has slept for centuries.",
                slug: "gubeikou-kang", capacity: 10, isSoldByPerson: true, food: ("Millet porridge", 3_000),
                price: 11_800, marketPrice: 13_800),
            SampleHomestay(
                title: "Hutong room near the Drum Tower", place: "Beijing, Dongcheng",
                info: "A room with a bath of its own in a shared grey-brick courtyard.",
                slug: "drum-tower-room", capacity: 2, price: 58_800, marketPrice: 68_800),
        ])

    static let coast = SampleBusiness(
        title: "Island and Coast Stays", info: "Rooms within the sound of the sea.", tags: "sea,surf,island",
        slug: "coast", star: 4.5, rank: 4, soldLastMonth: 52, spendPerPerson: 19_900,
        homestays: [
            SampleHomestay(
                title: "Sea-view room on Gulangyu", place: "Xiamen, on the island without cars",
                info: "The upper floor of a villa of 1924, with a balcony to the strait.",
                slug: "gulangyu-room", capacity: 2, price: 43_800, marketPrice: 53_800),
            SampleHomestay(
                title: "Surf house bunk in Riyue Bay", place: "Wanning, Hainan",
                info: "Six beds, boards to borrow and lessons at seven.",
                slug: "riyue-bunk", capacity: 6, isSoldByPerson: true, food: ("Coconut rice and fruit", 3_500),
                price: 9_900, marketPrice: 12_900,
                comment: SampleComment(content: "Good waves, thin walls.", star: 3.5)),
            SampleHomestay(
                title: "Boat cabin in Sai Kung", place: "Hong Kong, at the typhoon shelter",
                info: "Four berths on a wooden junk. In the dockyard for repairs until further notice.",
                slug: "sai-kung-boat", capacity: 4, isOnSale: false, food: ("Seafood from the pier", 12_000),
                price: 88_000, marketPrice: 98_000),
        ])
}
