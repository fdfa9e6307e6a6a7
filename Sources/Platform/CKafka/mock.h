#ifndef CKAFKA_MOCK_H
#define CKAFKA_MOCK_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

/// Has the next request of a kind to a broker fail with `error`, or succeed where that is 0, after a delay.
static inline rd_kafka_resp_err_t ckafka_mock_push_error(rd_kafka_mock_cluster_t *cluster, int32_t broker,
                                                         int16_t request, rd_kafka_resp_err_t error,
                                                         int milliseconds) {
    return rd_kafka_mock_broker_push_request_error_rtts(cluster, broker, request, (size_t)1, error, milliseconds);
}

#endif
