#pragma once
#include <ldap.h>
#include <openldap.h>
#include <sasl/sasl.h>
