// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// Products of other packages, by the name they are used under below.
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let grpc: Target.Dependency = .product(name: "GRPCCore", package: "grpc-swift-2")
let grpcInProcess: Target.Dependency = .product(name: "GRPCInProcessTransport", package: "grpc-swift-2")
let grpcNIO: Target.Dependency = .product(name: "GRPCNIOTransportHTTP2", package: "grpc-swift-nio-transport")
let grpcProtobuf: Target.Dependency = .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let inMemoryTracing: Target.Dependency = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let lifecycleTestKit: Target.Dependency = .product(
    name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHPACK: Target.Dependency = .product(name: "NIOHPACK", package: "swift-nio-http2")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTP2: Target.Dependency = .product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let serviceContext: Target.Dependency = .product(name: "ServiceContextModule", package: "swift-service-context")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// A building block that knows nothing of the booking domain.
func platform(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Platform/\(name)", swiftSettings: settings)
}

/// A part of the `.api` compiler, or of what it generates for.
func api(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/API/\(name)", swiftSettings: settings)
}

/// The messages, clients and service protocols generated from `contracts/<name>.proto`.
func contract(_ name: String) -> Target {
    .target(
        name: "\(name)Contract", dependencies: ["LocalRPC", grpc, grpcProtobuf, protobuf],
        path: "Sources/Contracts/\(name)", swiftSettings: settings)
}

/// A service. It may depend on contracts and on the platform, never on another service.
func service(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/Services/\(name)", swiftSettings: settings)
}

/// A service over HTTP, whose types and routes are generated from the `.api` files that its `apic.json` names.
func httpService(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: ["APIHummingbird", "APIRuntime", "JSON", "ServiceKit"] + dependencies,
        path: "Sources/Services/\(name)", swiftSettings: settings, plugins: [.plugin(name: "APICompiler")])
}

/// The tests of the target of the same name.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies,
        path: "Tests/\(name)Tests", swiftSettings: settings)
}

let package = Package(
    name: "sojourn",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "sojourn", targets: ["sojourn"]),
        .library(
            name: "TaskQueue", targets: ["TaskQueue", "TaskQueueRedis", "TaskQueueSQLite", "Redis", "Telemetry"]),
        .library(name: "EventLog", targets: ["EventLog", "EventLogKafka", "EventLogSQLite"]),
        .library(
            name: "Database",
            targets: ["Database", "DatabaseSQLite", "DatabasePostgreSQL", "DatabaseTelemetry", "Telemetry"]),
        .library(
            name: "ServiceKit",
            targets: [
                "ServiceHosting", "ServiceKit", "ResilienceRedis", "RPCTransport", "PrometheusMetrics",
                "LabelledMetrics", "RuntimeMetrics", "Telemetry",
            ]),
        .library(name: "OTLPTracing", targets: ["OTLPTracing"]),
        .library(name: "Cache", targets: ["Cache", "CacheRedis"]),
        .library(name: "APILanguage", targets: ["APILanguage", "APIDescription", "APISwift"]),
        .library(name: "APIHummingbird", targets: ["APIHummingbird", "APIRuntime", "JSON"]),
        .executable(name: "apic", targets: ["apic"]),
        .plugin(name: "APICompiler", targets: ["APICompiler"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.1.3"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.24.0"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.31.0", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.0"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.0"),
        .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
        .package(url: "https://github.com/apple/swift-service-context", from: "1.1.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.10.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    ],
    targets: [
        .executableTarget(
            name: "sojourn",
            dependencies: [
                "OrderAPI", "OrderRPC", "OrderMQ", "PaymentAPI", "PaymentRPC", "TravelAPI", "TravelRPC",
                "UsercenterAPI", "UsercenterRPC", "MqueueRPC", "Scheduler",
                "OrderContract", "PaymentContract", "TravelContract", "UsercenterContract", "MqueueContract",
                "QueueContract", "Auditing", "Cache", "CacheRedis", "Clocks", "Database", "DatabasePostgreSQL",
                "DatabaseSQLite", "DatabaseTelemetry", "EventLog", "EventLogKafka", "EventLogSQLite",
                "IdempotencyContract", "JSON", "LocalRPC", "OTLPTracing", "PaymentProvider", "PrometheusMetrics",
                "QueueConsole", "RPCTransport", "Redis", "RuntimeMetrics", "ServiceHosting", "ServiceKit", "Settings",
                "TaskQueue", "TaskQueueRedis", "TaskQueueSQLite", "Telemetry", "TerminalText", argumentParser,
                asyncHTTPClient, coreMetrics, grpc, lifecycle, logging, nioCore, nioHTTP1, nioPosix, unixSignals,
            ],
            path: "Sources/sojourn", swiftSettings: settings),
        .executableTarget(
            name: "bare-transaction",
            dependencies: ["Database", "DatabasePostgreSQL", "DatabaseSQLite", "OrderRPC", logging],
            path: "Benchmarks/BareTransaction", swiftSettings: settings),
        .executableTarget(
            name: "event-log-benchmark",
            dependencies: ["CKafka", "EventLog", "EventLogKafka", argumentParser, logging],
            path: "Benchmarks/EventLog", swiftSettings: settings),
        .executableTarget(
            name: "json-benchmark", dependencies: ["APIRuntime", "JSON"], path: "Benchmarks/JSON",
            swiftSettings: settings, plugins: [.plugin(name: "APICompiler")]),
        // Counts allocations, in the benchmark that has it alone.
        .target(name: "Allocations", path: "Benchmarks/Allocations"),
        .executableTarget(
            name: "kit-benchmark",
            dependencies: [
                "Allocations", "Database", "DatabaseSQLite", "DatabaseTelemetry", "LabelledMetrics",
                "OTLPTracing", "PrometheusMetrics", "Redis", "Resilience", "Telemetry", argumentParser, coreMetrics,
                logging, serviceContext, tracing,
            ],
            path: "Benchmarks/Kit", swiftSettings: settings),
        .executableTarget(
            name: "overload-benchmark",
            dependencies: [
                "APIHummingbird", "APIRuntime", "PrometheusMetrics", "Resilience", "ServiceKit", "Telemetry",
                argumentParser, coreMetrics, httpTypes, hummingbird, lifecycle, logging, nioCore, nioPosix, unixSignals,
            ],
            path: "Benchmarks/Overload", swiftSettings: settings),
        .executableTarget(
            name: "queue-benchmark",
            dependencies: ["Clocks", "Redis", "TaskQueue", "TaskQueueRedis", argumentParser, logging, nioCore],
            path: "Benchmarks/Queue", swiftSettings: settings),
        .executableTarget(
            name: "rpc-benchmark",
            dependencies: [
                "LocalRPC", "PrometheusMetrics", "RPCTransport", "ServiceKit", "TravelContract", argumentParser, grpc,
                grpcNIO, lifecycle, logging, protobuf, unixSignals,
            ],
            path: "Benchmarks/RPC", swiftSettings: settings),
        contract("Order"),
        contract("Payment"),
        contract("Travel"),
        contract("Usercenter"),
        contract("Mqueue"),
        contract("Health"),
        .target(
            name: "ErrorContract", dependencies: ["ServiceKit"], path: "Sources/Contracts/Errors",
            swiftSettings: settings),
        .target(
            name: "IdempotencyContract",
            dependencies: [
                "MqueueContract", "OrderContract", "PaymentContract", "TravelContract", "UsercenterContract", grpc,
            ],
            path: "Sources/Contracts/Idempotency", swiftSettings: settings),
        .target(
            name: "QueueContract", dependencies: ["TaskQueue"], path: "Sources/Contracts/Queue",
            swiftSettings: settings),
        platform("Auditing", ["Clocks"]),
        platform("Cache", ["Clocks", "Resilience"]),
        platform("CacheRedis", ["Cache", "Clocks", "Redis", "Resilience", logging]),
        platform("Clocks"),
        platform("Resilience", ["Clocks"]),
        platform("ResilienceRedis", ["Redis", "Resilience", logging]),
        platform("LabelledMetrics", [coreMetrics]),
        platform("LocalRPC", [grpc]),
        platform(
            "RPCTransport",
            [
                "HealthContract", "LocalRPC", "Resilience", grpc, lifecycle, logging, nioCore, nioHPACK, nioHTTP2,
                nioPosix, nioSSL, protobuf,
            ]),
        platform("Database"),
        platform(
            "DatabaseTelemetry",
            [
                "Clocks", "Database", "LabelledMetrics", "Resilience", "Telemetry", coreMetrics, logging,
                serviceContext, tracing,
            ]),
        platform("DatabaseSQLite", ["Database", grdb, grdbSQLite, deque, logging]),
        .systemLibrary(
            name: "CPostgreSQL", path: "Sources/Platform/CPostgreSQL", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        platform("DatabasePostgreSQL", ["Database", "CPostgreSQL", deque, logging]),
        platform(
            "Redis",
            [
                "LabelledMetrics", "Resilience", "Telemetry", coreMetrics, crypto, deque, logging, nioCore, nioPosix,
                nioSSL, serviceContext, tracing,
            ]),
        platform("TaskQueue", ["Clocks", "TracePropagation", lifecycle, logging, metrics, tracing]),
        platform("TaskQueueRedis", ["TaskQueue", "Clocks", "Redis", crypto, deque, logging, nioCore]),
        platform("TaskQueueSQLite", ["TaskQueue", "Clocks", "Database"]),
        platform("EventLog", ["Clocks", "TracePropagation", lifecycle, logging, metrics, tracing]),
        platform("EventLogKafka", ["EventLog", "CKafka", "Clocks", lifecycle, logging]),
        platform("EventLogSQLite", ["EventLog", "Clocks", "Database", lifecycle, logging]),
        .systemLibrary(
            name: "CKafka", path: "Sources/Platform/CKafka", pkgConfig: "rdkafka",
            providers: [.apt(["librdkafka-dev"]), .brew(["librdkafka"])]),
        platform("JSON"),
        api("APILanguage"),
        api("APIDescription", ["APILanguage"]),
        api("APISwift", ["APILanguage"]),
        .executableTarget(
            name: "apic", dependencies: ["APIDescription", "APILanguage", "APISwift", argumentParser],
            path: "Sources/API/apic", swiftSettings: settings),
        .plugin(name: "APICompiler", capability: .buildTool(), dependencies: ["apic"]),
        api("APIRuntime", ["JSON", httpTypes]),
        api("APIHummingbird", ["APIRuntime", "JSON", httpTypes, hummingbird, logging, nioCore, nioPosix]),
        .systemLibrary(
            name: "CZlib", path: "Sources/Platform/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        platform("PrometheusMetrics", [coreMetrics, logging]),
        platform(
            "RuntimeMetrics",
            [
                "CMalloc", "Cache", "Clocks", "Database", "PrometheusMetrics", "Resilience", coreMetrics, lifecycle,
                nioCore,
            ]),
        .systemLibrary(name: "CMalloc", path: "Sources/Platform/CMalloc"),
        platform("QueueConsole", ["Clocks", "JSON", "TaskQueue", "TerminalText"]),
        platform("TerminalText"),
        platform("Telemetry", [logging]),
        platform("Settings", ["Clocks", yams]),
        platform(
            "ServiceKit",
            [
                "APIHummingbird", "APIRuntime", "CZlib", "Clocks", "Database", "JSON", "LabelledMetrics", "LocalRPC",
                "OTLPTracing", "PrometheusMetrics", "RPCTransport", "Resilience", "Settings", "Telemetry", httpTypes,
                hummingbird, hummingbirdCore, jwtKit, grpc, grpcProtobuf, lifecycle, logging, metrics, nioCore,
                nioHTTP1, nioHTTPTypes, nioPosix, tracing, unixSignals,
            ]),
        platform(
            "ServiceHosting",
            [
                "OTLPTracing", "PrometheusMetrics", "RPCTransport", "Redis", "ResilienceRedis",
                "RuntimeMetrics", "ServiceKit", "Settings", "Telemetry", coreMetrics, grpc, lifecycle, logging,
                nioPosix,
            ]),
        platform("TracePropagation", [tracing]),
        platform(
            "OTLPTracing",
            [
                "Clocks", "Resilience", asyncHTTPClient, lifecycle, logging, metrics, nioCore, nioHTTP1, nioPosix,
                nioSSL, tracing,
            ]),
        platform(
            "Outbox",
            ["Auditing", "Clocks", "Database", "Resilience", "TracePropagation", lifecycle, logging, tracing]),
        platform(
            "PaymentProvider", ["Clocks", "JSON", asyncHTTPClient, crypto, httpTypes, nioCore, nioHTTP1]),
        httpService(
            "OrderAPI", ["ErrorContract", "OrderContract", "PaymentContract", grpc, httpTypes, protobuf]),
        service(
            "OrderRPC",
            [
                "Auditing", "ErrorContract", "OrderContract", "TravelContract", "MqueueContract", "Cache", "Clocks",
                "Database", "Outbox", "ServiceKit", grpc, lifecycle, logging, protobuf, tracing,
            ]),
        service(
            "OrderMQ",
            [
                "OrderContract", "PaymentContract", "QueueContract", "TaskQueue", "EventLog", "ServiceKit", grpc,
                lifecycle, logging, protobuf,
            ]),
        httpService(
            "PaymentAPI",
            [
                "ErrorContract", "PaymentContract", "OrderContract", "PaymentProvider", "Clocks", grpc, hummingbird,
                logging, protobuf,
            ]),
        service(
            "PaymentRPC",
            [
                "Auditing", "ErrorContract", "PaymentContract", "MqueueContract", "PaymentProvider", "Clocks",
                "Database", "JSON", "Outbox", "ServiceKit", "TracePropagation", grpc, lifecycle, logging, protobuf,
                tracing,
            ]),
        httpService("TravelAPI", ["ErrorContract", "TravelContract", "UsercenterContract", grpc]),
        service("TravelRPC", ["TravelContract", "Database", "ServiceKit", grpc, logging]),
        httpService("UsercenterAPI", ["UsercenterContract", grpc]),
        service(
            "UsercenterRPC",
            [
                "ErrorContract", "UsercenterContract", "Clocks", "Database", "ServiceKit", crypto, cryptoExtras, grpc,
                lifecycle, logging, nioCore, nioPosix,
            ]),
        service(
            "MqueueRPC", ["MqueueContract", "QueueContract", "Clocks", "TaskQueue", "EventLog", "ServiceKit", grpc]),
        service("Scheduler", ["QueueContract", "TaskQueue", lifecycle, logging]),
        tests(
            "TravelRPC", ["TestSupport", "TravelContract", "Database", "ServiceKit", grpc, grpcInProcess]),
        tests(
            "TravelAPI",
            [
                "TravelContract", "UsercenterContract", "ServiceKit", grpc, grpcInProcess, hummingbird,
                hummingbirdTesting, nioCore,
            ]),
        tests(
            "UsercenterRPC",
            [
                "TestSupport", "ErrorContract", "UsercenterContract", "Clocks", "Database", "ServiceKit", crypto, grpc,
                grpcInProcess, lifecycle, logging,
            ]),
        tests(
            "UsercenterAPI",
            [
                "UsercenterContract", "ServiceKit", grpc, grpcInProcess, hummingbird, hummingbirdTesting, nioCore,
            ]),
        .systemLibrary(name: "CSpawn", path: "Tests/CSpawn"),
        .target(
            name: "TestSupport",
            dependencies: [
                "CSpawn", "Database", "DatabasePostgreSQL", "DatabaseSQLite", "ServiceKit", grpc, grpcInProcess,
                lifecycle, logging, metrics,
            ],
            path: "Tests/TestSupport", swiftSettings: settings),
        tests("Cache", ["TestSupport", "CacheRedis", "Clocks", "Redis", logging]),
        tests("Clocks"),
        tests("LabelledMetrics", ["PrometheusMetrics", coreMetrics, logging]),
        tests("LocalRPC", ["MqueueContract", grpc, protobuf]),
        tests(
            "RPCTransport",
            [
                "TestSupport", "HealthContract", "LocalRPC", "MqueueContract", "TravelContract", grpc, grpcNIO,
                grpcProtobuf, lifecycle, lifecycleTestKit, logging, nioCore, nioHPACK, nioPosix, protobuf,
            ]),
        tests(
            "IdempotencyContract",
            ["MqueueContract", "OrderContract", "PaymentContract", "TravelContract", "UsercenterContract", grpc]),
        tests("Database", ["TestSupport", "DatabasePostgreSQL", "DatabaseSQLite", logging]),
        tests(
            "DatabaseTelemetry",
            [
                "TestSupport", "Database", "DatabasePostgreSQL", "DatabaseSQLite", "Telemetry", coreMetrics,
                inMemoryTracing, logging, serviceContext, tracing,
            ]),
        tests("DatabaseSQLite", ["Database", grdbSQLite, logging]),
        tests("DatabasePostgreSQL", ["TestSupport", "Database", logging]),
        tests(
            "EventLog",
            [
                "TestSupport", "EventLogKafka", "EventLogSQLite", "kafka-stand-in", "Clocks", "Database",
                "DatabaseSQLite", inMemoryTracing, lifecycle, lifecycleTestKit, logging, tracing,
            ]),
        tests("JSON"),
        tests("APILanguage"),
        .testTarget(
            name: "APISwiftTests", dependencies: ["APISwift", "APILanguage", "APIRuntime", "JSON", httpTypes],
            path: "Tests/APISwiftTests", resources: [.copy("Goldens")], swiftSettings: settings,
            plugins: [.plugin(name: "APICompiler")]),
        tests("APIRuntime", ["JSON", httpTypes]),
        .testTarget(
            name: "APICommandTests", dependencies: ["TestSupport"], path: "Tests/APICommandTests",
            swiftSettings: settings),
        tests(
            "APIHummingbird", ["APIRuntime", "JSON", httpTypes, hummingbird, hummingbirdTesting, logging, nioCore]),
        .testTarget(
            name: "APIDescriptionTests", dependencies: ["APIDescription", "APILanguage"],
            path: "Tests/APIDescriptionTests", resources: [.copy("Goldens")], swiftSettings: settings),
        tests(
            "Outbox",
            ["TestSupport", "Clocks", "Database", inMemoryTracing, lifecycle, lifecycleTestKit, tracing]),
        tests("Resilience", ["TestSupport", "Clocks"]),
        tests("ResilienceRedis", ["TestSupport", "Clocks", "Redis", "Resilience", logging]),
        tests("Settings"),
        tests("PrometheusMetrics", [coreMetrics, logging]),
        tests(
            "RuntimeMetrics",
            [
                "TestSupport", "Clocks", "Database", "DatabasePostgreSQL", "DatabaseSQLite", "PrometheusMetrics",
                coreMetrics, lifecycle, lifecycleTestKit, logging, nioCore, nioPosix,
            ]),
        tests("QueueConsole", ["TestSupport", "Clocks", "JSON", "TaskQueue", "TaskQueueSQLite", "TerminalText"]),
        tests("TerminalText"),
        tests(
            "Redis",
            [
                "TestSupport", "Telemetry", coreMetrics, inMemoryTracing, logging, nioCore, nioPosix, serviceContext,
                tracing,
            ]),
        tests(
            "TaskQueue",
            [
                "TestSupport", "TaskQueueRedis", "TaskQueueSQLite", "Clocks", "Database", "DatabaseSQLite", "Redis",
                inMemoryTracing, lifecycle, lifecycleTestKit, logging, metrics, tracing,
            ]),
        .testTarget(
            name: "TaskQueueRedisTests",
            dependencies: ["TestSupport", "TaskQueueRedis", "TaskQueue", "Clocks", "Redis", logging, nioCore],
            path: "Tests/TaskQueueRedisTests", resources: [.copy("Vectors/vectors.json")], swiftSettings: settings),
        tests("Telemetry", [logging]),
        tests(
            "OTLPTracing",
            [
                "TestSupport", "Clocks", "TracePropagation", lifecycle, lifecycleTestKit, logging, metrics, tracing,
            ]),
        tests(
            "ServiceKit",
            [
                "TestSupport", "APIHummingbird", "APIRuntime", "CZlib", "Clocks", "Database", "HealthContract", "JSON",
                "LocalRPC", "MqueueContract", "PrometheusMetrics", "RPCTransport", "Resilience", "Settings",
                "Telemetry",
                coreMetrics, grpc, grpcProtobuf, httpTypes, hummingbird, hummingbirdTesting, inMemoryTracing, jwtKit,
                lifecycle, lifecycleTestKit, logging, metrics, nioCore, nioHTTP1, nioHTTPTypes, nioPosix, protobuf,
                tracing,
            ]),
        tests("ServiceHosting"),
        tests("Scheduler", ["TestSupport", "Clocks", "TaskQueue", "TaskQueueSQLite"]),
        tests(
            "OrderMQ",
            [
                "TestSupport", "OrderContract", "PaymentContract", "QueueContract", "Database", "DatabaseSQLite",
                "EventLog", "EventLogSQLite", "TaskQueue", "TaskQueueSQLite", grpc,
            ]),
        tests(
            "MqueueRPC",
            [
                "TestSupport", "MqueueContract", "QueueContract", "Clocks", "Database", "DatabaseSQLite", "EventLog",
                "EventLogSQLite", "ServiceKit", "TaskQueue", "TaskQueueSQLite", grpc, grpcInProcess, protobuf,
            ]),
        .testTarget(
            name: "SojournTests",
            dependencies: [
                "sojourn", "kafka-stand-in", "TestSupport", "EventLogKafka", "PrometheusMetrics", "RPCTransport",
                "Redis", "ServiceKit", "Settings", asyncHTTPClient, coreMetrics, lifecycle, logging, nioCore, nioHTTP1,
            ],
            path: "Tests/SojournTests", swiftSettings: settings),
        .testTarget(
            name: "AuditTests",
            dependencies: [
                "sojourn", "TestSupport", "OrderRPC", "OrderMQ", "PaymentRPC", "MqueueRPC", "MqueueContract",
                "OrderContract", "PaymentContract", "QueueContract", "TravelContract", "Auditing", "Clocks", "Database",
                "DatabaseSQLite", "EventLog", "EventLogSQLite", "JSON", "LocalRPC", "PaymentProvider", "QueueConsole",
                "Redis", "Scheduler", "ServiceKit", "TaskQueue", "TaskQueueRedis", "TaskQueueSQLite", "TerminalText",
                grpc, lifecycle, protobuf,
            ],
            path: "Tests/AuditTests", swiftSettings: settings),
        tests(
            "OrderAPI",
            [
                "TestSupport", "OrderContract", "PaymentContract", "ServiceKit", grpc, httpTypes, hummingbird,
                hummingbirdTesting, nioCore,
            ]),
        tests(
            "OrderRPC",
            [
                "TestSupport", "OrderContract", "TravelContract", "MqueueContract", "Cache", "CacheRedis", "Clocks",
                "Database", "Outbox", "Redis", "ServiceKit", grpc, grpcInProcess, lifecycle, protobuf,
            ]),
        tests(
            "PaymentProvider", ["Clocks", httpTypes, hummingbird, logging, nioCore]),
        tests(
            "PaymentRPC",
            [
                "TestSupport", "ErrorContract", "PaymentContract", "MqueueContract", "PaymentProvider", "Clocks",
                "Database", "Outbox", "ServiceKit", grpc, grpcInProcess, lifecycle, logging, protobuf,
            ]),
        tests(
            "PaymentAPI",
            [
                "PaymentRPC", "PaymentContract", "OrderContract", "MqueueContract", "PaymentProvider", "Clocks",
                "Database", "DatabaseSQLite", "ServiceKit", grpc, grpcInProcess, httpTypes, hummingbird,
                hummingbirdTesting, logging, nioCore, protobuf,
            ]),
        .executableTarget(
            name: "kafka-stand-in", dependencies: ["CKafka", "Clocks", argumentParser], path: "Tests/KafkaStandIn",
            swiftSettings: settings),
        .executableTarget(
            name: "chaos-worker",
            dependencies: ["TaskQueue", "TaskQueueRedis", "Redis", lifecycle, logging, unixSignals],
            path: "Tests/ChaosWorker", swiftSettings: settings),
        .testTarget(
            name: "IntegrationTests",
            dependencies: ["chaos-worker", "TestSupport", "Redis", "TaskQueue", "TaskQueueRedis"],
            path: "Tests/IntegrationTests", swiftSettings: settings),
        // The dependency on the executable is what has it built; the tests run it as a process.
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "sojourn", "TestSupport", "QueueContract", "Clocks", "Database", "DatabaseSQLite", "EventLog",
                "EventLogSQLite", "JSON", "PaymentProvider", "TaskQueue", "TaskQueueSQLite", asyncHTTPClient, crypto,
                httpTypes, nioCore, nioHTTP1, nioPosix,
            ],
            path: "Tests/EndToEndTests", swiftSettings: settings),
    ]
)
