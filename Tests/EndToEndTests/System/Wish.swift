import Clocks

/// What a guest asks for: a good order, unless a test changes it.
struct Wish: Sendable {
    var homestay: Int64 = 1
    /// Days from today in the platform's calendar.
    var arrival: Int64 = 7
    var nights: Int64 = 1
    var people: Int64 = 1

    var json: String {
        """
        {"homestayId":\(homestay),"isFood":false,"liveStartTime":\(Self.noon(arrival)),\
        "liveEndTime":\(Self.noon(arrival + nights)),"livePeopleNum":\(people),"remark":""}
        """
    }

    /// Noon in Shanghai, so many days from today, in Unix seconds.
    static func noon(_ day: Int64) -> Int64 {
        let offset: Int64 = 8 * 3600
        let today = (SystemWallClock().now.seconds + offset) / 86_400
        return (today + day) * 86_400 - offset + 12 * 3600
    }
}
