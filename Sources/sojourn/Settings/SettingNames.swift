import Foundation
import PaymentProvider
import ServiceKit
import Settings

/// Every setting there is: its key, default, range and documentation. `etc/sojourn.yaml` says the same.
enum SettingNames {
    static let httpHost = Setting<String>.string(
        "http.host", default: "127.0.0.1", "The address on which HTTP is served.")
    static let httpPort = Setting<ServedPort>(
        "http.port", default: .auto, defaultText: "auto", expecting: "auto or an integer from 0 to 65535",
        """
        The port on which HTTP is served. `auto` is 8888, or, in a process that runs one service alone, that \
        service's own, 8001 to 8004; 0 takes a free one.
        """
    ) { ServedPort($0) }
    static let metricsHost = Setting<String>.string(
        "metrics.host", default: "127.0.0.1", "The address on which metrics are served, at GET /metrics.")
    static let metricsPort = Setting<MetricsPort>(
        "metrics.port", default: .served(.auto), defaultText: "auto",
        expecting: "auto, off or an integer from 0 to 65535",
        """
        The port on which metrics are served. `auto` is 9464, or, in a process that runs one service alone, that \
        service's own, 4001 to 4011; 0 takes a free one; `off` serves none.
        """
    ) { MetricsPort($0) }
    static let dataDirectory = Setting<String>.string(
        "data.directory", default: "./data", "Where the embedded backends keep their files.")
    static let queueBackend = Setting<QueueBackendName>.choice(
        "queue.backend", default: .embedded,
        "Where tasks are kept: `embedded` is a file in the data directory, `redis` the server of queue.redis.url.")
    static let queueRedisURL = Setting<String?>.optionalURL(
        "queue.redis.url",
        schemes: [
            "redis", "rediss", "redis-sentinel", "rediss-sentinel", "redis-cluster", "rediss-cluster", "redis+unix",
        ],
        """
        The Redis server, redis://user:password@host:6379/0 for example; rediss:// encrypts; \
        redis-sentinel://host,host/0?master=name and redis-cluster://host,host name several. A password belongs in \
        the environment.
        """)
    static let queueRedisCAFile = Setting<String?>.optionalString(
        "queue.redis.caFile", expecting: "the path of a file",
        "The certificate authorities (PEM) that an encrypted Redis server is trusted by; the system's unless set.")
    static let closeAfter = Setting<Duration>.duration(
        "order.closeAfter", default: .seconds(20 * 60), in: .milliseconds(100) ... .seconds(7 * 86_400),
        "How long an order may stay unpaid before it closes.")
    static let closeConcurrency = Setting<Int>.integer(
        "order.closeConcurrency", default: 32, in: 1...1000, "How many orders order-mq closes at a time.")
    static let sweepEvery = Setting<Duration>.duration(
        "scheduler.sweepEvery", default: .seconds(30), in: .seconds(1) ... .seconds(86_400),
        "How often unpaid orders are looked for that the queue forgot. Whole seconds.")
    static let expireEvery = Setting<Duration>.duration(
        "scheduler.expireEvery", default: .seconds(3600), in: .seconds(1) ... .seconds(86_400),
        "How often paid orders are looked for whose departure day has passed. Whole seconds.")
    static let paymentProvider = Setting<PaymentProviderName>.choice(
        "payment.provider", default: .sandbox,
        "Who takes the payments. `sandbox` takes no money: guests play paying with POST /payment/v1/sandbox/pay.")
    static let notifyURL = Setting<String?>.optionalURL(
        "payment.notifyURL", schemes: ["http", "https"],
        "Where the provider sends its notifications; the process's own callback unless set.")
    static let sandboxSecret = Setting<SecretText?>.secret(
        "payment.sandboxSecret", minimumLength: SandboxProvider.minimumSecretLength,
        "Signs the sandbox's notifications; generated into the data directory unless set.")
    static let timeZone = Setting<String>.string(
        "timeZone", default: "Asia/Shanghai", expecting: "a time zone such as Asia/Shanghai",
        "The calendar in which stays are counted."
    ) { TimeZone(identifier: $0) != nil }
    static let catalogue = SettingsCatalogue(
        [httpHost, httpPort] + HTTPSettings.all + [metricsHost, metricsPort] + rpc
            + [dataDirectory] + database
            + [queueBackend, queueRedisURL, queueRedisCAFile] + events + CacheSettings.all
            + [
                closeAfter, closeConcurrency, sweepEvery, expireEvery, paymentProvider, notifyURL, sandboxSecret,
                timeZone,
            ] + AccessTokenSettings.all + ShutdownSettings.all + LogSettings.all + TraceSettings.all)
}
