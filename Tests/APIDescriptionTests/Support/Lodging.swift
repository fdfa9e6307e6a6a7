import APILanguage

/// A model with every construct of the language.
let lodging = APIModel(
    info: [
        KeyValue(key: "title", value: "Lodging"), KeyValue(key: "version", value: "v2"),
        KeyValue(key: "desc", value: "Rooms, guests and stays.\nPrices are yuan."),
        KeyValue(key: "author", value: "Ada"), KeyValue(key: "email", value: "ada@example.com"),
    ],
    types: lodgingTypes,
    service: APIService(name: "lodging-api", groups: lodgingGroups, origin: nowhere))

private let lodgingTypes: [TypeDeclaration] = [
    .alias("RoomID", .int64),
    .alias("Photo", .list(.primitive(.byte))),
    .structure(
        "Address", comment: ["Where something is."],
        Field("city", .text), Field("street", .text, Validation(isOptional: true)),
        Field(
            "position", .pointer(.array(.primitive(.float64), length: 2)), comment: "longitude, latitude")),
    .structure(
        "Room", comment: ["A room that can be rented."],
        Field("id", .alias("RoomID")), Field("name", .text),
        Field("kind", .text, Validation(defaultValue: "single", options: ["single", "double", "suite"])),
        Field("beds", .primitive(.uint8), Validation(range: NumberRange("[1:8]"))),
        Field("price", .primitive(.float64), Validation(range: NumberRange("(0:)")), comment: "yuan a night"),
        Field("seller", .int64, Validation(isQuoted: true)),
        Field("address", .structure("Address")), Field("photo", .alias("Photo"), Validation(omitsEmpty: true)),
        Field("tags", .list(.text)), Field("prices", .map(key: .int32, value: .primitive(.float64))),
        Field("extra", .any), Field("annex", .pointer(.structure("Room")), comment: "a room that belongs to it")),
    .structure(
        "FindRooms",
        Field("city", .text, in: .form, comment: "whole name"),
        Field("page", .int64, in: .form, Validation(defaultValue: 1, range: NumberRange("[1:)"))),
        Field("kinds", .list(.text), in: .form, Validation(isOptional: true, options: ["single", "double"])),
        Field("X-Locale", .text, in: .header, Validation(isOptional: true))),
    .structure("OneRoom", Field("id", .alias("RoomID"), in: .path)),
    .structure(
        "ChangeRoom",
        Field("id", .alias("RoomID"), in: .path), Field("room", .structure("Room")),
        Field("note", .text, Validation(isOptional: true))),
    .structure(
        "SignIn",
        Field("mobile", .text, in: .form), Field("code", .primitive(.int32), in: .form)),
    .structure("Session", Field("token", .text), Field("expires", .int64, comment: "Unix seconds")),
    .structure("Event", Field("room", .alias("RoomID")), Field("state", .text)),
]

private let lodgingGroups = [
    RouteGroup(
        options: ServerOptions(prefix: "/lodging/v2", group: "room"),
        routes: [
            Route(
                .get, "/lodging/v2/rooms", "findRooms", "FindRooms", returns: .list(.structure("Room")),
                doc: [KeyValue(key: "summary", value: "Rooms of a city")],
                comment: ["Those that are free first."]),
            Route(
                .get, "/lodging/v2/rooms/:id", "room", "OneRoom", returns: .structure("Room"),
                doc: [KeyValue(key: "summary", value: "One room")]),
            Route(.head, "/lodging/v2/rooms/:id", "hasRoom", "OneRoom"),
        ]),
    RouteGroup(
        options: ServerOptions(
            prefix: "/lodging/v2", group: "room", jwt: "JwtAuth", middleware: ["Audit"], timeout: .seconds(3),
            maxBytes: 1 << 20),
        routes: [
            Route(
                .put, "/lodging/v2/rooms/:id", "changeRoom", "ChangeRoom", returns: .structure("Room"),
                doc: [
                    KeyValue(key: "summary", value: "Change a room"),
                    KeyValue(key: "description", value: "The whole room is replaced."),
                ]),
            Route(.delete, "/lodging/v2/rooms/:id", "removeRoom", "OneRoom"),
        ]),
    RouteGroup(
        options: ServerOptions(prefix: "/lodging/v2", group: "guest/session", requiresSignature: true),
        routes: [Route(.post, "/lodging/v2/sessions", "signIn", "SignIn", returns: .structure("Session"))]),
    RouteGroup(
        options: ServerOptions(isEventStream: true),
        routes: [Route(.get, "/events", "events", returns: .structure("Event"))]),
]
