#ifndef CKAFKA_MOCK_H
#define CKAFKA_MOCK_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#endif
