#include "wallet-server/api/openbadges/openapi.hpp"

namespace blason::api::openbadges {

const std::string_view kPaths = R"json({
  "/discovery": {
    "get": {
      "operationId": "getServiceDescription",
      "summary": "This document.",
      "tags": ["OpenBadges"],
      "responses": {
        "200": {
          "description": "The service description.",
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ServiceDescriptionDocument"}}}
        }
      },
      "fails": ["500", "default"]
    }
  },
  "/credentials": {
    "get": {
      "operationId": "getCredentials",
      "summary": "The Open Badges of the wallet.",
      "tags": ["OpenBadges"],
      "security": [{"OAuth2ACG": ["https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly"]}],
      "parameters": [
        {
          "name": "limit",
          "in": "query",
          "description": "The most credentials on a page.",
          "required": false,
          "schema": {"type": "integer", "minimum": 1}
        },
        {
          "name": "offset",
          "in": "query",
          "description": "The first credential of the page; 0 when absent.",
          "required": false,
          "schema": {"type": "integer", "minimum": 0}
        },
        {
          "name": "since",
          "in": "query",
          "description": "Only credentials issued after this time.",
          "required": false,
          "schema": {"type": "string", "format": "date-time"}
        }
      ],
      "responses": {
        "200": {
          "description": "A page of credentials.",
          "headers": {
            "X-Total-Count": {"description": "Credentials on all pages.", "schema": {"type": "integer", "minimum": 0}},
            "Link": {"description": "The pages first, last, next and prev (RFC 8288).", "schema": {"type": "string"}}
          },
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/GetOpenBadgeCredentialsResponse"}}}
        }
      },
      "fails": ["400", "401", "403", "405", "500", "default"]
    },
    "post": {
      "operationId": "upsertCredential",
      "summary": "Keeps an Open Badge, or replaces its older revision.",
      "tags": ["OpenBadges"],
      "security": [{"OAuth2ACG": ["https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.upsert"]}],
      "requestBody": {
        "required": true,
        "content": {
          "application/json": {"schema": {"$ref": "#/components/schemas/AchievementCredential"}},
          "application/vc+ld+json": {"schema": {"$ref": "#/components/schemas/AchievementCredential"}},
          "text/plain": {"schema": {"$ref": "#/components/schemas/CompactJws"}}
        }
      },
      "responses": {
        "200": {
          "description": "An equal credential was there; the newer of both is kept.",
          "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/AchievementCredential"}},
            "application/vc+ld+json": {"schema": {"$ref": "#/components/schemas/AchievementCredential"}},
            "text/plain": {"schema": {"$ref": "#/components/schemas/CompactJws"}}
          }
        },
        "201": {
          "description": "The credential is kept.",
          "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/AchievementCredential"}},
            "application/vc+ld+json": {"schema": {"$ref": "#/components/schemas/AchievementCredential"}},
            "text/plain": {"schema": {"$ref": "#/components/schemas/CompactJws"}}
          }
        }
      },
      "fails": ["400", "401", "403", "404", "405", "500", "default"]
    }
  },
  "/profile": {
    "get": {
      "operationId": "getProfile",
      "summary": "The profile of the wallet's holder.",
      "tags": ["OpenBadges"],
      "security": [{"OAuth2ACG": ["https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly"]}],
      "responses": {
        "200": {
          "description": "The profile.",
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Profile"}}}
        }
      },
      "fails": ["400", "401", "403", "404", "405", "500", "default"]
    },
    "put": {
      "operationId": "putProfile",
      "summary": "Replaces the profile of the wallet's holder.",
      "tags": ["OpenBadges"],
      "security": [{"OAuth2ACG": ["https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.update"]}],
      "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Profile"}}}},
      "responses": {
        "200": {
          "description": "The profile as it is now.",
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Profile"}}}
        }
      },
      "fails": ["400", "401", "403", "404", "405", "500", "default"]
    }
  }
})json";

const std::string_view kSchemas = R"json({
  "AchievementCredential": {"$ref": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"},
  "Profile": {"$ref": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_profile_schema.json"},
  "CompactJws": {"type": "string", "pattern": "^[-A-Za-z0-9_]+\\.[-A-Za-z0-9_]*\\.[-A-Za-z0-9_]+$"},
  "GetOpenBadgeCredentialsResponse": {
    "type": "object",
    "properties": {
      "credential": {"type": "array", "items": {"$ref": "#/components/schemas/AchievementCredential"}},
      "compactJwsString": {"type": "array", "items": {"$ref": "#/components/schemas/CompactJws"}}
    },
    "additionalProperties": false
  },
  "ServiceDescriptionDocument": {
    "type": "object",
    "required": ["openapi", "info", "components"],
    "properties": {"openapi": {"type": "string"}, "info": {"type": "object"}, "components": {"type": "object"}},
    "additionalProperties": true
  },
  "Imsx_StatusInfo": {
    "type": "object",
    "required": ["imsx_codeMajor", "imsx_severity"],
    "properties": {
      "imsx_codeMajor": {"type": "string", "enum": ["failure", "processing", "success", "unsupported"]},
      "imsx_severity": {"type": "string", "enum": ["error", "status", "warning"]},
      "imsx_description": {"type": "string"},
      "imsx_codeMinor": {"$ref": "#/components/schemas/Imsx_CodeMinor"}
    },
    "additionalProperties": false
  },
  "Imsx_CodeMinor": {
    "type": "object",
    "required": ["imsx_codeMinorField"],
    "properties": {
      "imsx_codeMinorField": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Imsx_CodeMinorField"}}
    },
    "additionalProperties": false
  },
  "Imsx_CodeMinorField": {
    "type": "object",
    "required": ["imsx_codeMinorFieldName", "imsx_codeMinorFieldValue"],
    "properties": {
      "imsx_codeMinorFieldName": {"type": "string"},
      "imsx_codeMinorFieldValue": {
        "type": "string",
        "enum": [
          "forbidden",
          "fullsuccess",
          "internal_server_error",
          "invalid_data",
          "invalid_query_parameter",
          "misdirected_request",
          "not_acceptable",
          "not_allowed",
          "not_found",
          "not_modified",
          "server_busy",
          "unauthorizedrequest",
          "unknown"
        ]
      }
    },
    "additionalProperties": false
  }
})json";

}  // namespace blason::api::openbadges
