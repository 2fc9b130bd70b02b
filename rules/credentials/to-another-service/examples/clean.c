#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  char header[512];
  CURL *curl = curl_easy_init();
  snprintf(header, sizeof header, "Authorization: Bearer %s", getenv("GITHUB_TOKEN"));
  struct curl_slist *headers = curl_slist_append(NULL, header);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_URL, "https://api.github.com/user");
  return curl_easy_perform(curl);
}
