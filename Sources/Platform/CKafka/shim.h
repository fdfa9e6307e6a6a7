#ifndef CKAFKA_SHIM_H
#define CKAFKA_SHIM_H

#include <librdkafka/rdkafka.h>

// Swift can call no variadic function, and the array form of this one is made of unions.

/// Enqueues a copy of a message; the topic's partitioner chooses the partition.
///
/// Where it succeeds, `headers` (which may be NULL) belong to librdkafka, and the delivery report carries `opaque`.
/// A key or value of NULL is a null on the wire; one of no bytes is empty.
static inline rd_kafka_resp_err_t ckafka_produce(rd_kafka_t *client, const char *topic, const void *key,
                                                 size_t key_size, const void *value, size_t value_size,
                                                 rd_kafka_headers_t *headers, void *opaque) {
    return rd_kafka_producev(client, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                             RD_KAFKA_V_KEY(key, key_size), RD_KAFKA_V_VALUE((void *)value, value_size),
                             RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
}

#endif
