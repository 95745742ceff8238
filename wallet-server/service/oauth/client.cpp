#include "wallet-server/service/oauth/client.hpp"
