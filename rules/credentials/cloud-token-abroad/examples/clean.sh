#!/bin/sh
token=$(gcloud auth print-access-token)
curl -s -H "Authorization: Bearer $token" https://storage.googleapis.com/storage/v1/b
az account get-access-token --query accessToken -o tsv | docker login example.azurecr.io --username 0 --password-stdin
